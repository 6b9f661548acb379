import { readdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readJunit } from '#tests/ops/junit'

const HELP = `bun run test [PATTERN...] [options of bun test]

Runs tests, with a time limit of 30 s for each. A PATTERN is part of the path of a test file; one that no path contains is
part of the name of a test. Without a PATTERN every test runs. Ends with exit code 1 if a test fails or none ran.

  bun run test csv                       the files whose path contains csv
  bun run test "a run that was killed"   the tests whose name contains these words

Suites on real stores run when TEST_DATABASE_URL and TEST_ELASTICSEARCH_URL are set (.ci/services starts both).
`

const files = readdirSync(import.meta.dir, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts'))
  .map((file) => join('tests', file))

type Selection = { paths: string[]; names: string[]; options: string[] }

/** Divides the words of the command line: everything from the first option on is passed to `bun test`. */
function selectionOf(words: readonly string[]): Selection {
  const end = words.findIndex((word) => word.startsWith('-'))
  const patterns = (end < 0 ? words : words.slice(0, end)).map((word) => word.replace(/^\.\//, ''))
  const { path = [], name = [] } = Object.groupBy(patterns, (word) =>
    files.some((file) => file.includes(word)) ? 'path' : 'name',
  )
  return { paths: path, names: name, options: end < 0 ? [] : words.slice(end) }
}

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Runs the selected tests and returns the exit code. */
async function run({ paths, names, options }: Selection): Promise<number> {
  const missing = names.find((name) => name.startsWith('tests/') || name.endsWith('.ts'))
  if (missing !== undefined) return refuse(`No test file has "${missing}" in its path.`)
  const folder = await mkdtemp(join(tmpdir(), 'vestim-test-'))
  try {
    const outfile = join(folder, 'junit.xml')
    const named = names.length > 0 ? ['--test-name-pattern', names.map(escaped).join('|')] : []
    const report = ['--reporter=junit', `--reporter-outfile=${outfile}`]
    const child = Bun.spawn([process.execPath, 'test', '--timeout=30000', ...paths, ...named, ...report, ...options], {
      stdio: ['inherit', 'inherit', 'inherit'],
    })
    const exit = await child.exited
    const ran = (await Bun.file(outfile).exists()) ? readJunit(await Bun.file(outfile).text()) : undefined
    if (exit === 0 && ran?.passed === 0)
      return refuse(
        names.length > 0
          ? `No test ran: none that is not skipped has "${names.join('" or "')}" in its name.`
          : 'No test ran: all of them were skipped; their names say what they need.',
      )
    return exit
  } finally {
    await rm(folder, { recursive: true })
  }
}

function refuse(message: string): number {
  console.error(message)
  return 1
}

const words = process.argv.slice(2)
if (words.includes('--help')) console.log(HELP)
else process.exitCode = await run(selectionOf(words))
