import { readFileSync } from 'node:fs'
import { withSecretFiles } from '#lib/config'
import { FAILURES, Failure } from '#lib/errors'
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
    out: (line) => console.log(line),
    signal: interrupted.signal,
  })
  return program(process.argv.slice(2))
}

/**
 * Prints the message of a failure and returns its exit code. Any other error is a bug: it is thrown, with its stack.
 */
function fail(error: unknown): number {
  if (!(error instanceof Failure)) throw error
  console.error(error.message)
  return FAILURES[error.code].exit
}

process.exitCode = await main().catch(fail)
process.off('disconnect', stop)
process.disconnect?.()
// Does not wait for standard input, which may never end.
if (interrupted.signal.aborted) process.exit()
