import { join } from 'node:path'
import { countRefusals } from '#db/quarantine/queries'
import { listRuns } from '#db/run/queries'
import { markdownTable } from './markdown-table'
import { LISTS_TO_LOAD, NO_LISTS, type RealList } from './real-files'
import { REFUSALS } from './refusals'
import { runSeed, type SeedEnvironment } from './seed-process'
import { createTestStores, type TestStores } from './stores'

export const SOURCES_PAGE = join(import.meta.dir, '..', '..', 'docs', 'sources.md')

const FOLDERS = ['csv', 'steam', 'rawg', 'igdb']
const COUNTS = ['read', 'accepted', 'unchanged', 'duplicate', 'quarantined'] as const

type Counts = Record<(typeof COUNTS)[number], number>
type Loaded = { list: RealList; first: Counts; again: Counts; reasons: [code: string, count: number][] }

/** Returns the command that loads a list, to be run in the folder of the data. */
export const commandOf = ({ source, from, more = [] }: RealList): string =>
  ['bun run seed', source, from.includes('*') ? `'${from}'` : from, ...more].join(' ')

/**
 * Loads every list twice into a new database and returns the page of the real files as Markdown.
 *
 * Throws if a file is not listed, a reason is not explained, or a second load is not unchanged.
 */
export async function describeSources(data: string): Promise<string> {
  await requireAllNamed(data)
  const loaded = await inTurn(LISTS_TO_LOAD, (list) => loadTwice(data, list))
  return pageOf(loaded, await inTurn(NO_LISTS, (list) => refusalsOf(data, list)))
}

async function loadTwice(data: string, list: RealList): Promise<Loaded> {
  await using stores = await createTestStores({ isKept: false })
  const first = await load(stores, data, list)
  const again = await load(stores, data, list)
  if (again.accepted > 0) throw new Error(`${commandOf(list)} changed ${again.accepted} records when it was run again`)
  return { list, first, again, reasons: await reasonsOf(stores, first.run) }
}

async function inTurn<From, To>(all: readonly From[], work: (one: From) => Promise<To>): Promise<To[]> {
  const done: To[] = []
  for (const one of all) done.push(await work(one))
  return done
}

async function requireAllNamed(data: string): Promise<void> {
  const lines = [...LISTS_TO_LOAD, ...NO_LISTS].map(({ from }) => new Bun.Glob(from))
  const isNamed = (file: string) => lines.some((line) => line.match(file) || line.match(file.replace(/\/[^/]+$/, '')))
  const files = await Array.fromAsync(new Bun.Glob(`{${FOLDERS.join(',')}}/**`).scan({ cwd: data, onlyFiles: true }))
  const strangers = files.filter((file) => !isNamed(file))
  if (strangers.length > 0) throw new Error(`tests/support/real-files.ts does not list ${strangers.join(', ')}`)
}

const environmentOf = ({ databaseUrl }: TestStores): SeedEnvironment => {
  if (!databaseUrl) throw new Error('TEST_DATABASE_URL is not set: the page is made with a real Postgres.')
  return { DATABASE_URL: databaseUrl }
}

async function load(stores: TestStores, data: string, list: RealList): Promise<Counts & { run: number }> {
  const { source, from, more = [] } = list
  const { exit, out, err } = await runSeed([source, join(data, from), ...more, '--json'], environmentOf(stores))
  if (exit !== 0) throw new Error(`${commandOf(list)} ended with ${exit}: ${err}`)
  process.stderr.write(`${commandOf(list)}\n`)
  return doneOf(out)
}

function doneOf(out: string): Counts & { run: number } {
  const done: unknown = JSON.parse(out.trim().split('\n').at(-1) ?? '')
  return done as Counts & { run: number } // safe: the last line of --json has these members
}

/** Returns the reasons of refused records in the dataset of a run. A duplicate with another content does not count as refused. */
async function reasonsOf({ db }: TestStores, run: number): Promise<[code: string, count: number][]> {
  const [read] = await listRuns(db, { id: run })
  const refusals = (await countRefusals(db, read?.source)).filter(({ dataset }) => dataset === read?.dataset)
  const counts = Object.groupBy(refusals, ({ code }) => code)
  return Object.entries(counts).flatMap(([code, of = []]) =>
    code === 'duplicate_key' ? [] : [[code, of.reduce((sum, { count }) => sum + count, 0)]],
  )
}

/** Returns the command and the messages for files that are not lists. Throws if one of them gives a game. */
async function refusalsOf(data: string, list: RealList): Promise<readonly [string, string]> {
  const named = LISTS_TO_LOAD.map(({ from }) => new Bun.Glob(from))
  const files = await Array.fromAsync(new Bun.Glob(list.from).scan({ cwd: data }))
  const strange = files.filter((file) => !named.some((glob) => glob.match(file))).toSorted()
  const said = await inTurn(strange, (file) => refusalOf(data, list.source, file))
  const what = strange.length === 1 ? commandOf(list) : `${commandOf(list)} (${strange.length} files)`
  return [what, [...new Set(said.flat())].toSorted().join('; ')]
}

/** Returns the message that ends the load of a file, or those of its refused records. */
async function refusalOf(data: string, source: string, file: string): Promise<string[]> {
  await using stores = await createTestStores({ isKept: false })
  const { exit, out, err } = await runSeed([source, join(data, file), '--json', '--quiet'], environmentOf(stores))
  if (exit === 2) return [err.trim()]
  const done = doneOf(out)
  if (exit !== 0 || done.accepted + done.duplicate > 0) throw new Error(`${source} reads ${file}, which holds no game`)
  const refusals = await countRefusals(stores.db, source)
  return refusals.map(({ code, message }) => `\`${code}\`: ${message}`)
}

const number = new Intl.NumberFormat('en')

function pageOf(loaded: readonly Loaded[], refused: readonly (readonly [string, string])[]): string {
  return [
    '# The real lists',
    'Results of loading real files, with all their faults: each list is loaded with the command in its row, from the folder of the data, into a database of its own. `--dataset` only keeps lists apart that are loaded into one database. Written by `bun tests/support/sources-table.ts`.',
    '## The first time',
    countsTable(loaded, ({ first }) => first),
    'Read = accepted + unchanged + duplicate + quarantined. A `duplicate` has the key of an earlier record in the same file; if its content differs, it is kept in quarantine (`duplicate_key`).',
    '## Why records were refused',
    reasonsTable(loaded),
    '## The second time',
    'The same commands again: nothing is accepted, because nothing has changed.',
    countsTable(loaded, ({ again }) => again),
    '## What holds no game',
    'A file that is not a list of its source ends the command with exit code 2 and a message. In a saved response of an API without games, each record is refused with a message.',
    markdownTable(
      ['command', 'message'],
      refused.map(([command, says]) => [`\`${command}\``, says]),
    ),
  ]
    .filter(Boolean)
    .join('\n\n')
    .concat('\n')
}

const countsTable = (loaded: readonly Loaded[], of: (one: Loaded) => Counts): string =>
  markdownTable(
    ['command', ...COUNTS],
    loaded.map((one) => [`\`${commandOf(one.list)}\``, ...COUNTS.map((count) => number.format(of(one)[count]))]),
  )

function reasonsTable(loaded: readonly Loaded[]): string {
  const rows = loaded.flatMap(({ list, reasons }) => reasons.map(([code, count]) => ({ code, count, from: list.from })))
  const byCode = Object.entries(Object.groupBy(rows, ({ code }) => code)).toSorted(([a], [b]) => a.localeCompare(b))
  return markdownTable(
    ['reason', 'records', 'why that is right'],
    byCode.map(([code, of = []]) => {
      const why = REFUSALS[code]
      if (!why) throw new Error(`tests/support/refusals.ts does not say why ${code} is right`)
      return [`\`${code}\``, of.map(({ from, count }) => `${count} in \`${from}\``).join(', '), why]
    }),
  )
}

if (import.meta.main) await Bun.write(SOURCES_PAGE, await describeSources(process.env.TEST_DATA_DIR ?? ''))
