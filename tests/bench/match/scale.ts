import { sql } from 'drizzle-orm'
import { matchKeysOf } from '#catalogue/match/keys'
import type { CatalogueRecord } from '#catalogue/record'
import { matchPendingRecords } from '#db/match/run'
import { recordset } from '#db/postgres/recordset'
import { openPostgres } from '#db/postgres/server'
import { createSearch } from '#db/search/search'
import { upsertSource } from '#db/source/queries'
import type { Db } from '#db/stores'
import { upsertVocabulary } from '#db/vocabulary/upsert'
import { hash64 } from '#lib/hash'
import { createBareDatabase, dropDatabase } from '#tests/support/stores'
import { type GoldRow, readGold } from './gold'
import { CLUSTER_FILES } from './title-level'

const TIMES = 10
const SOURCES = ['alpha', 'bravo', 'charlie']
const LICENCE = { name: 'none', redistributable: false, commercial: false, attribution: null, url: null }
const RECORDS_AT_ONCE = 5_000

/** Changes that real lists make to titles; each synthetic record gets one of them. */
const DIRT: readonly ((title: string) => string)[] = [
  (title) => title,
  (title) => title.toUpperCase(),
  (title) => `${title}™`,
  (title) => title.replace(/: | - /, ' '),
  (title) => title.replace(/^The (.*)$/, '$1, The'),
  (title) => title.replace(/ II\b/, ' 2'),
  (title) => `${title}: Deluxe Edition`,
  (title) => title.replace(/(.{6})(.)(.)/, '$1$3$2'),
]

const DECADES = 30
const FIRST_YEAR = 1990
const PLATFORMS = ['pc', 'ps2', 'xbox', 'wii', 'gamecube']

/** Measures the seconds for matching `records` synthetic records, and ten times as many: real titles with typical changes. */
export async function measureScale(
  server: string,
  data: string,
  records: number,
): Promise<{ once: number; tenfold: number }> {
  const rows = (await Promise.all(CLUSTER_FILES.map((file) => readGold(data, file)))).flat()
  const titles = [...new Set(rows.map(({ title = '' }: GoldRow) => title))]
  return { once: await seconds(server, titles, records), tenfold: await seconds(server, titles, records * TIMES) }
}

async function seconds(server: string, titles: readonly string[], records: number): Promise<number> {
  const url = await createBareDatabase(server)
  try {
    await using database = await openPostgres(url)
    await database.migrations.migrate()
    await upsertVocabulary(database.db)
    for (const name of SOURCES)
      await upsertSource(database.db, { name, title: name, kind: 'file', trust: 50, licence: LICENCE })
    for (let from = 0; from < records; from += RECORDS_AT_ONCE)
      await insert(database.db, titles, from, Math.min(records, from + RECORDS_AT_ONCE))
    const stores = { ...database, search: createSearch(database.db) }
    const started = performance.now()
    await matchPendingRecords({ stores, runId: undefined, signal: new AbortController().signal, onProgress() {} })
    return (performance.now() - started) / 1000
  } finally {
    await dropDatabase(server, url)
  }
}

async function insert(db: Db, titles: readonly string[], from: number, to: number): Promise<void> {
  const rows = Array.from({ length: to - from }, (_, at) => syntheticRow(titles, from + at))
  const columns = { source: 'text', key: 'text', fields: 'json', keys: 'bigint[]' }
  await db.execute(sql`with stored as (
      insert into source_record (source_id, dataset, source_key, raw, fields, match_keys, content_hash, first_run, last_run)
      select s.id, 'synthetic', r.key, '', r.fields, r.keys, 0, 0, 0
      from ${recordset(rows, columns)} join source s on s.slug = r.source
      returning id)
    insert into match_pending (record_id) select id from stored`)
}

/** Returns one record of a work that is in all three lists. Once the titles are used up, they repeat with an invented word. */
function syntheticRow(titles: readonly string[], at: number) {
  const work = Math.floor(at / SOURCES.length)
  const source = SOURCES[at % SOURCES.length] ?? ''
  const round = Math.floor(work / titles.length)
  const title = `${titles[work % titles.length]}${round === 0 ? '' : ` ${wordOf(round)}`}`
  const record: CatalogueRecord = {
    title: DIRT[hashOf(at) % DIRT.length]?.(title) ?? title,
    releases: [
      {
        platform: PLATFORMS[hashOf(work) % PLATFORMS.length] ?? 'pc',
        released: { date: `${FIRST_YEAR + (hashOf(work + 1) % DECADES)}-01-01`, precision: 'year' },
      },
    ],
  }
  const keys = matchKeysOf(record, source, String(at)).map((key) => hash64(key).toString())
  return { source, key: String(at), fields: record, keys }
}

const hashOf = (number: number) => Number(hash64(String(number)) & 0xffffn)

/** Returns a word that is in no title; each round has another one. */
const wordOf = (round: number) => `qu${Array.from(String(round), (digit) => 'abcdefghij'[Number(digit)]).join('')}x`
