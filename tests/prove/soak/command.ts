import { run } from '#tests/src/commands/running'
import type { SoakLoad } from './load'

const LONGEST_MS = 60_000

/** Runs a command of the service and returns its exit code. One that takes more than a minute is killed. */
export async function runCommand(words: readonly string[], environment: SoakLoad['environment']): Promise<number> {
  await using command = run(['src/index.ts', ...words], environment)
  const late = setTimeout(() => command.signal('SIGKILL'), LONGEST_MS)
  const exit = await command.exited
  clearTimeout(late)
  return exit
}
