import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { readJunit, type TestReport } from '#tests/ops/junit'

const HELP = `bun run check [FILE...]

Installs, checks format, lint and types, runs the tests, lists skipped tests with the reason, and ends with "N passed, N failed",
where lint and types count as one each. With files, only these are tested.

  TEST_DATABASE_URL       a Postgres server: the database suites use it instead of the embedded store
  TEST_ELASTICSEARCH_URL  an Elasticsearch server: the suites of this search engine run
  TEST_DATA_DIR           a folder with complete real files: they are read in full
  TEST_BROWSER            the program of a Chromium browser: pages run in it
`

/** With more workers the tests wait for the stores, not for a processor core. */
const MOST_WORKERS = 4

const UNSET: Record<string, string> = {
  TEST_DATABASE_URL: 'the database suites ran on the embedded store; tests that need a real Postgres did not run',
  TEST_ELASTICSEARCH_URL: 'the suites of Elasticsearch did not run',
  TEST_DATA_DIR: 'complete real files were not read, only the small fixtures',
  TEST_BROWSER: 'no page ran in a browser',
}

/** Runs Bun with these arguments, passing its output through. Returns true if it succeeded. */
async function passes(title: string, ...argv: string[]): Promise<boolean> {
  console.log(`\n== ${title}`)
  const child = Bun.spawn([process.execPath, ...argv], { stdin: 'ignore', stdout: 'inherit', stderr: 'inherit' })
  return (await child.exited) === 0
}

/** Runs the tests. If the run fails without a failed test in its report, that counts as one failure. */
async function runTests(files: readonly string[]): Promise<TestReport> {
  const folder = await mkdtemp(join(tmpdir(), 'vestim-check-'))
  try {
    const outfile = join(folder, 'junit.xml')
    const passed = await passes(
      'tests',
      'test',
      '--timeout=30000',
      // Files run side by side; --no-isolate lets a worker keep its modules and its test database from file to file.
      `--parallel=${Math.min(MOST_WORKERS, availableParallelism())}`,
      '--no-isolate',
      '--reporter=junit',
      `--reporter-outfile=${outfile}`,
      ...files,
    )
    const report = Bun.file(outfile)
    const read = (await report.exists()) ? readJunit(await report.text()) : undefined
    const { passed: green, failed, skipped } = read ?? { passed: 0, failed: 0, skipped: [] }
    return { passed: green, failed: passed ? failed : Math.max(failed, 1), skipped }
  } finally {
    await rm(folder, { recursive: true })
  }
}

function printSkipped(skipped: readonly string[]): void {
  const unset = Object.entries(UNSET).filter(([name]) => !process.env[name])
  if (skipped.length + unset.length === 0) return
  console.log('\n== skipped')
  for (const line of skipped) console.log(line)
  for (const [name, consequence] of unset) console.log(`${name} is not set: ${consequence}`)
}

async function check(files: readonly string[]): Promise<boolean> {
  const gates = [await passes('format and lint', 'run', 'lint'), await passes('types', 'run', 'types')]
  const tests = await runTests(files)
  printSkipped(tests.skipped)
  const passed = tests.passed + gates.filter(Boolean).length
  const failed = tests.failed + gates.filter((gate) => !gate).length
  console.log(`\n${passed} passed, ${failed} failed`)
  return failed === 0
}

if (process.argv.includes('--help')) console.log(HELP)
else process.exitCode = (await check(process.argv.slice(2))) ? 0 : 1
