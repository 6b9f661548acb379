import { sql } from 'drizzle-orm'
import { scoreBound } from '#catalogue/merge/score-bound'
import { standardVocabulary } from '#catalogue/vocabulary/lookup'
import type { Db, Stores } from '#db/stores'
import { upsertVocabulary } from '#db/vocabulary/upsert'
import { createRandom } from './random'

const BATCH = 5_000
const SOURCES = 10
/** One game in so many is disputed. */
const DISPUTED = 9
const FIRST_YEAR = 1972
const LAST_YEAR = 2026
const DAY_MS = 86_400_000
/** Bytes of provenance per game, as in a catalogue of real lists. */
const PROVENANCE_BYTES = 1_200
const WORDS =
  'star war dark land king lost dream road moon fire iron city soul hero zero age deep wild tale rise'.split(' ')

const COLUMNS = [
  'id, slug, title, sort_title, kind, year, released, released_precision, score_critics, score_users, score_votes',
  'score_bound, sales_copies, popularity, platform_ids, genre_ids, company_ids, source_ids, disputed, provenance, content_hash, updated_at',
].flatMap((names) => names.split(', '))

type Random = () => number
type Era = { id: number; from: number; to: number; weight: number }

/** Years in which games appear on a platform, and its share of them. Platforms not named here have few games, in a few years. */
const ERAS: Record<string, [from: number, to: number, weight: number]> = {
  pc: [1984, LAST_YEAR, 60],
  mac: [1986, LAST_YEAR, 10],
  linux: [2008, LAST_YEAR, 12],
  ios: [2008, LAST_YEAR, 20],
  android: [2009, LAST_YEAR, 20],
  nes: [1983, 1994, 20],
  snes: [1990, 1998, 20],
  'nintendo-64': [1996, 2001, 10],
  ps1: [1994, 2003, 40],
  ps2: [2000, 2013, 60],
  ps3: [2006, 2016, 30],
  ps4: [2013, 2023, 20],
  ps5: [2020, LAST_YEAR, 12],
  wii: [2006, 2014, 30],
  switch: [2017, LAST_YEAR, 20],
  xbox: [2001, 2008, 20],
}

/**
 * Fills a migrated store with this number of games, without the loader: few words have most games, platforms have their years,
 * most games have no score, and old games are sold and recent ones are not. The same seed gives the same games, except their ids.
 */
export async function generateCatalogue(stores: Pick<Stores, 'db' | 'bulk'>, games: number, seed = 1): Promise<void> {
  const random = createRandom(seed)
  const companies = Math.ceil(games / 5)
  await insertWords(stores.db, companies)
  const eras = platformEras(random)
  for (let at = 0; at < games; at += BATCH) {
    const lines = Array.from({ length: Math.min(BATCH, games - at) }, (_, row) =>
      gameLine(random, { number: at + row, eras, companies }),
    )
    await stores.bulk((tx) => tx.copyIn('game', COLUMNS, lines))
  }
  await stores.db.execute(sql`vacuum analyze`)
}

async function insertWords(db: Db, companies: number): Promise<void> {
  await upsertVocabulary(db)
  await db.execute(sql`insert into source (slug, name, kind, trust, licence, redistributable, commercial)
    select 'source-' || n, 'Source ' || n, 'file', 50, 'CC0-1.0', true, true from generate_series(1, ${SOURCES}::int) n`)
  await db.execute(sql`insert into company (key, slug, name)
    select 'company' || n, 'company-' || n, 'Company ' || n from generate_series(1, ${companies}::int) n`)
}

function platformEras(random: Random): Era[] {
  return standardVocabulary.platforms.map(({ id, slug }) => {
    const [from, to, weight] = ERAS[slug] ?? fewYears(random)
    return { id, from, to, weight }
  })
}

function fewYears(random: Random): [number, number, number] {
  const from = FIRST_YEAR + Math.floor(random() * 40)
  return [from, from + 8, 1 + random() * 3]
}

type Place = { number: number; eras: readonly Era[]; companies: number }

function gameLine(random: Random, { number, eras, companies }: Place): string {
  const year = LAST_YEAR - Math.floor((LAST_YEAR - FIRST_YEAR) * random() ** 2)
  const title = `${pick(random, WORDS)} ${pick(random, WORDS)} ${Math.floor(random() * 1e6).toString(36)}`
  return line([
    Bun.randomUUIDv7(),
    `${title.replaceAll(' ', '-')}-${number}`,
    title,
    title,
    pick(random, KINDS),
    ...(random() < 0.92 ? [year, dateIn(random, year), 'day'] : [null, null, null]),
    ...figures(random, year),
    array(sample(random, 1 + 2 * random() ** 2, () => platformOf(random, eras, year))),
    array(sample(random, 3 * random(), () => 1 + Math.floor(standardVocabulary.genres.length * random() ** 3))),
    array(sample(random, 1 + random(), () => 1 + Math.floor(companies * random() ** 2.5))),
    array(sample(random, 1 + random(), () => 1 + Math.floor(SOURCES * random() ** 2))),
    number % DISPUTED === 0,
    JSON.stringify({ filler: filler(random) }),
    number,
    new Date(Date.UTC(2026, 0, 1) - random() * 400 * DAY_MS).toISOString(),
  ])
}

/** Returns both scores, votes, the bound, copies sold and popularity; most games lack most of them. */
function figures(random: Random, year: number): (number | null)[] {
  const chance = (share: number, value: () => number) => (random() < share ? value() : null)
  const critics = chance(0.12, () => Math.round(1000 * (1 - random() ** 2)) / 10)
  const users = chance(0.3, () => Math.round(1000 * random()) / 10)
  const votes = chance(0.3, () => Math.floor(1e4 * random() ** 6))
  return [
    critics,
    users,
    votes,
    critics === null ? null : scoreBound({ value: critics, ...(votes !== null && { votes }) }),
    chance(year < 2017 ? 0.1 : 0, () => Math.floor(3e7 * random() ** 9)),
    chance(0.6, () => Math.floor(1e8 * random() ** 12)),
  ]
}

/** Returns a row as a line of COPY text. No value has a character that COPY would read as another one. */
const line = (values: readonly (string | number | boolean | null)[]) =>
  `${values.map((value) => value ?? '\\N').join('\t')}\n`

const KINDS = [...Array(16).fill('game'), 'dlc', 'dlc', 'soundtrack', 'demo']

const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T // safe: the index is within the list

function dateIn(random: Random, year: number): string {
  return new Date(Date.UTC(year, 0, 1) + Math.floor(365 * random()) * DAY_MS).toISOString().slice(0, 10)
}

function platformOf(random: Random, eras: readonly Era[], year: number): number {
  const alive = eras.filter(({ from, to }) => from <= year && year <= to)
  let left = random() * alive.reduce((sum, { weight }) => sum + weight, 0)
  for (const { id, weight } of alive) {
    left -= weight
    if (left <= 0) return id
  }
  return 1
}

const sample = (random: Random, size: number, next: () => number): number[] =>
  [...new Set(Array.from({ length: Math.floor(size + random()) }, next))].sort((a, b) => a - b)

const array = (ids: readonly number[]) => `{${ids.join()}}`

const filler = (random: Random) =>
  Array.from({ length: PROVENANCE_BYTES / 10 }, () =>
    Math.floor(random() * 36 ** 5)
      .toString(36)
      .padEnd(10, '.'),
  ).join('')
