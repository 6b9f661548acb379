import { readFileSync } from 'node:fs'
import { withSecretFiles } from '#lib/config'
import { FAILURES, Failure } from '#lib/errors'
import { createProgram } from '#seed/cli/program'

const interrupted = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop)
// Whoever started this one with a channel is gone when it ends.
process.on('disconnect', stop)

/** The first time everything is ended in order; who insists is obeyed at once, for a run may be killed at any moment. */
function stop(): void {
  if (interrupted.signal.aborted) process.exit(FAILURES.interrupted.exit)
  interrupted.abort()
}

/** Runs the loader's command line and answers its exit code. */
async function main(): Promise<number> {
  const program = createProgram({
    env: () => withSecretFiles(process.env, (path) => readFileSync(path, 'utf8')),
    out: (line) => console.log(line),
    signal: interrupted.signal,
  })
  return program(process.argv.slice(2))
}

/** One clear sentence for people; the stack only where it is nobody's mistake but ours. */
function fail(error: unknown): number {
  if (!(error instanceof Failure)) throw error
  console.error(error.message)
  return FAILURES[error.code].exit
}

process.exitCode = await main().catch(fail)
process.off('disconnect', stop)
process.disconnect?.()
// Nobody waits for standard input, which may never end.
if (interrupted.signal.aborted) process.exit()
