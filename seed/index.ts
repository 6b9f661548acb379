import { readFileSync } from 'node:fs'
import { withSecretFiles } from '#lib/config'
import { FAILURES, Failure } from '#lib/errors'
import { toPrintable, toPrintableMessage } from '#lib/printable'
import { createProgram } from '#seed/cli/program'

const interrupted = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop)
// A parent process that started this one with an IPC channel has ended when the channel closes.
process.on('disconnect', stop)

/**
 * First signal: finish the batch and close the stores. Second signal: exit at once. Safe, because every run resumes
 * from its checkpoint.
 */
function stop(): void {
  if (interrupted.signal.aborted) process.exit(FAILURES.interrupted.exit)
  interrupted.abort()
}

/** Runs the loader's command line. Returns the exit code. */
async function main(): Promise<number> {
  const program = createProgram({
    env: () => withSecretFiles(process.env, (path) => readFileSync(path, 'utf8')),
    out: (line) => console.log(toPrintable(line)),
    note: (line) => console.error(toPrintable(line)),
    signal: interrupted.signal,
  })
  return program(process.argv.slice(2))
}

/**
 * Prints the message of a failure and returns its exit code. Any other error is a bug: it is printed with its stack, and ends the
 * process.
 */
function fail(error: unknown): number {
  if (error instanceof Failure) {
    console.error(toPrintableMessage(error.message))
    return FAILURES[error.code].exit
  }
  // Not left to the runtime, which would print what the error quotes of a list as it is.
  console.error(toPrintableMessage(Bun.inspect(error)))
  process.exit(1)
}

process.exitCode = await main().catch(fail)
process.off('disconnect', stop)
process.disconnect?.()
// Does not wait for standard input, which may never end.
if (interrupted.signal.aborted) process.exit()
