import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { openPostgres } from '#db/postgres/server'
import { runSeed } from '#tests/support/seed-process'
import { createBareDatabase, dropDatabase } from '#tests/support/stores'
import { benchApi } from './api'
import { benchArchive } from './archive'
import { benchBackup } from './backup'
import { benchBulk } from './bulk'
import { benchExport } from './export'
import { benchFlood } from './flood'
import { benchGrowth } from './growth'
import { benchLists, withGeneratedGames } from './lists'
import { benchLogin } from './login'
import { benchMatch, benchMatchScale } from './match/index'
import { benchMatchList } from './match-list'
import { printRatios, type Ratio } from './measure'
import { benchPacked } from './packed'
import { benchGame, benchPage } from './page'
import { benchRequestLine } from './request-line'
import { benchSearch } from './search'
import { benchSearchQuality } from './search-quality'
import { benchSuggest } from './suggest'
import { benchWhole } from './whole'

type Places = { server: string; elasticsearch: string; csv: string; scratch: string; data: string | undefined }

/** Benchmarks that run only if they are named, because they take minutes to prepare, or programs that are not everywhere. */
const NAMED_ONLY = new Set(['growth', 'api', 'backup', 'matchlist'])

/** Benchmarks by name. */
const BENCHES: Record<string, (places: Places) => Promise<Ratio[]>> = {
  archive: ({ server, csv, scratch }) => benchArchive(server, csv, scratch),
  packed: ({ csv, scratch }) => benchPacked(csv, scratch),
  bulk: (places) =>
    withCatalogue(places, async (url) => {
      await using database = await openPostgres(url)
      return await benchBulk(database.db, places.elasticsearch)
    }),
  page: (places) => withCatalogue(places, benchPage),
  lists: ({ server }) => withGeneratedGames(server, benchLists),
  api: benchApi,
  growth: ({ server }) => benchGrowth(server),
  export: ({ server, scratch }) => benchExport(server, scratch),
  backup: ({ server, scratch }) => benchBackup(server, scratch),
  game: (places) => withCatalogue(places, benchGame),
  line: (places) => withCatalogue(places, benchRequestLine),
  login: (places) => withCatalogue(places, benchLogin),
  flood: (places) => withCatalogue(places, benchFlood),
  search: (places) => withCatalogue(places, (url) => benchSearch(url, places.elasticsearch)),
  suggest: (places) => withCatalogue(places, (url) => benchSuggest(url, places.elasticsearch)),
  quality: searchQuality,
  matchlist: async ({ server, data }) => (data ? await benchMatchList(server, data, console.log) : []),
  whole: ({ server, elasticsearch, csv, scratch }) => benchWhole(server, elasticsearch, csv, scratch),
}

/** Measures how often search finds the right game, on the labelled queries of TEST_DATA_DIR. Returns `[]` if it is not set. */
async function searchQuality({ server, elasticsearch, data }: Places): Promise<Ratio[]> {
  if (!data) return []
  const url = await createBareDatabase(server)
  try {
    await using database = await openPostgres(url)
    await database.migrations.migrate()
    return await benchSearchQuality(database, elasticsearch, data)
  } finally {
    await dropDatabase(server, url)
  }
}

/** Loads the list `csv` into a new database, runs `work` on it, and drops the database. */
async function withCatalogue<T>({ server, csv }: Places, work: (url: string) => Promise<T>): Promise<T> {
  const url = await createBareDatabase(server)
  {
    await using database = await openPostgres(url)
    await database.migrations.migrate()
  }
  const { exit, err } = await runSeed(['vgsales', csv, '--quiet'], { DATABASE_URL: url })
  if (exit !== 0) throw new Error(err)
  try {
    return await work(url)
  } finally {
    await dropDatabase(server, url)
  }
}

type Options = { errors?: boolean; titles?: boolean; scale?: number }

async function main(names: readonly string[], options: Options): Promise<void> {
  if (names.includes('match')) await match(options)
  const ratios = names.filter((name) => name !== 'match')
  if (names.length === 0 || ratios.length > 0) await measureRatios(ratios)
}

async function match({ errors = false, titles = false, scale }: Options): Promise<void> {
  const { TEST_DATABASE_URL, TEST_DATA_DIR: data } = process.env
  if (!data) throw new Error('Set TEST_DATA_DIR to the folder that contains gold/, the ground truth.')
  if (scale !== undefined && TEST_DATABASE_URL) return benchMatchScale(TEST_DATABASE_URL, data, scale, console.log)
  await benchMatch({ server: titles ? undefined : TEST_DATABASE_URL, data, errors }, console.log)
}

async function measureRatios(names: readonly string[]): Promise<void> {
  const { TEST_DATABASE_URL: server, TEST_ELASTICSEARCH_URL: elasticsearch, TEST_DATA_DIR: data } = process.env
  if (!server || !elasticsearch) throw new Error('Set TEST_DATABASE_URL and TEST_ELASTICSEARCH_URL: .ci/services start')
  const csv = data ? join(data, 'csv/vgsales.csv') : join(import.meta.dir, '../../seed/demo/vgsales.csv')
  const scratch = await mkdtemp(join(tmpdir(), 'vestim-bench-'))
  try {
    const ratios: Ratio[] = []
    const all = Object.keys(BENCHES).filter((name) => !NAMED_ONLY.has(name))
    for (const name of names.length > 0 ? names : all)
      ratios.push(...((await BENCHES[name]?.({ server, elasticsearch, csv, scratch, data })) ?? []))
    printRatios(ratios, console.log)
  } finally {
    await rm(scratch, { recursive: true })
  }
}

await new Command('bun run bench')
  .description(
    'Measures each task against the simplest program that does the same work, in one run, and prints the ratios.',
  )
  .argument(
    '[names...]',
    `some of match, ${Object.keys(BENCHES).join(', ')}; without names all except match, matchlist, growth, api and backup`,
  )
  .option('--errors', 'match: list every error by its cause')
  .option(
    '--scale <records>',
    'match: measure the time for this number of synthetic records, and for ten times as many',
    Number,
  )
  .option('--titles', 'match: compare titles only, without loading a catalogue')
  .action(main)
  .parseAsync(process.argv)
