import { within } from './deadline'

const FLUSH_MS = 1000

/**
 * Ends the process with its exit code, whatever still keeps it alive: a connection that hangs, an open handle, standard input.
 *
 * Standard error is written in the background, and an exit drops what a slow reader has not taken: it gets one second.
 */
export async function endProcess(): Promise<never> {
  await within(FLUSH_MS, new Promise<void>((done) => process.stderr.write('', () => done())))
  process.exit()
}
