import { readFileSync } from 'node:fs'
import { withSecretFiles } from '#lib/config'
import { FAILURES, Failure } from '#lib/errors'
import { toPrintable, toPrintableMessage } from '#lib/printable'
import { endProcess } from '#lib/process-end'
import { rootCause } from '#lib/root-cause'
import { createStop } from '#lib/stop'
import { createProgram } from '#seed/cli/program'

const LONGEST_STOP_MS = 20_000

// First signal: finish the batch and close the stores, in at most 20 s. Second signal: exit at once. Safe, because every run resumes
// from its checkpoint.
const stop = createStop(() => process.exit(FAILURES.interrupted.exit), { longestMs: LONGEST_STOP_MS })
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop.request)
// A parent process that started this one with an IPC channel has ended when the channel closes.
process.on('disconnect', stop.request)

/** Runs the loader's command line. Returns the exit code. */
async function main(): Promise<number> {
  const program = createProgram({
    env: () => withSecretFiles(process.env, (path) => readFileSync(path, 'utf8')),
    out: (line) => console.log(toPrintable(line)),
    outBytes: writeOut,
    note: (line) => console.error(toPrintable(line)),
    signal: stop.signal,
  })
  return program(process.argv.slice(2))
}

// Without it, a closed pipe would end the process before the export is rolled back.
process.stdout.on('error', () => {})

/** Writes bytes as they are, so never to a terminal, which could obey what a list has written into a title. */
const writeOut = (bytes: Uint8Array): Promise<void> =>
  new Promise((resolve, reject) => {
    if (process.stdout.isTTY) reject(new Failure('usage', 'Send the export to a file or to another program.'))
    else process.stdout.write(bytes, (error) => (error ? reject(closedOutput(error)) : resolve()))
  })

const closedOutput = (cause: unknown) =>
  new Failure('interrupted', 'The program that reads standard output has ended: the export is not complete.', { cause })

/** Prints the message of a failure, or a bug with its stack, and returns the exit code. */
function fail(error: unknown): number {
  const root = rootCause(error)
  const isFailure = root instanceof Failure
  // Not left to the runtime: it would print what the error quotes of a list as it is.
  console.error(toPrintableMessage(isFailure ? root.message : Bun.inspect(error)))
  return isFailure ? FAILURES[root.code].exit : 1
}

process.exitCode = await main().catch(fail)
await endProcess()
