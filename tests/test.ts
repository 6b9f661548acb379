import { readdirSync } from 'node:fs'
import { join } from 'node:path'

const HELP = `bun run test [PATTERN...] [options of bun test]

Runs tests, with at most 30 s each. A PATTERN is a part of the path of a test file, or else of the name of a test; without one all
tests run.

  bun run test csv                       the files with csv in their path
  bun run test "a run that was killed"   the tests with these words in their name

Suites on real stores run when TEST_DATABASE_URL and TEST_ELASTICSEARCH_URL are set (.ci/services starts both).
`

const files = readdirSync(import.meta.dir, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts'))
  .map((file) => join('tests', file))

/** Returns the arguments of `bun test` for words of the command line. A word that is in no path is taken as a test name. */
function argumentsOf(words: readonly string[]): string[] {
  const isName = (word: string) => !word.startsWith('-') && !files.some((file) => file.includes(word))
  return words.flatMap((word) =>
    isName(word) ? ['--test-name-pattern', word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')] : [word],
  )
}

async function run(words: readonly string[]): Promise<number> {
  const child = Bun.spawn([process.execPath, 'test', '--timeout=30000', ...argumentsOf(words)], {
    stdio: ['inherit', 'inherit', 'inherit'],
  })
  return await child.exited
}

const words = process.argv.slice(2)
if (words.includes('--help')) console.log(HELP)
else process.exitCode = await run(words)
