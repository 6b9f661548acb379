import { afterEach, beforeEach, expect, setDefaultTimeout, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import type { Evidence } from '#catalogue/match/evidence'
import { SHIPPED_MODEL } from '#catalogue/match/weights'
import { findMatchModel } from '#db/match/model'
import { rowsOf } from '#db/stores'
import { load, memorySource } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'

setDefaultTimeout(30_000)

const MIGRATION = '0016_evidence_words.sql'

let stores: TestStores

beforeEach(async () => {
  stores = await createTestStores()
  await stores.db.execute(sql`delete from schema_migration where name = ${MIGRATION}`)
})
afterEach(() => stores[Symbol.asyncDispose]())

const evidence = (...says: string[]): Evidence[] => says.map((text, at) => ({ field: 'any', says: text, weight: at }))

test('stored evidence is reworded and keeps its order; other evidence is unchanged', async () => {
  const dated = (key: string, title: string, platform: string, year: number) => ({
    key,
    title,
    releases: [{ platform, released: { date: `${year}-01-01`, precision: 'year' as const } }],
  })
  await load(
    stores,
    memorySource('a', [
      [dated('1', 'Rygar', 'nes', 1987), dated('2', 'Rygar', 'wii', 2009), dated('3', 'Elite', 'pc', 1984)],
    ]),
  )
  const before = JSON.stringify(
    evidence(
      'compared with a/year one apart/1',
      'a person said that they are one work',
      'title equal but for a slip of a letter',
      'year two to four apart',
      'company differs',
    ),
  )
  const other = JSON.stringify(evidence('title equal', 'one list dates them five or more years apart (a 1 and a 2)'))
  await stores.db.execute(sql`update match_link set evidence = ${before}::text::jsonb`)
  await stores.db.execute(sql`update match_review set evidence = ${before}::text::jsonb`)
  await stores.db.execute(sql`update match_link set evidence = ${other}::text::jsonb
    where record_id = (select max(record_id) from match_link)`)

  expect(await stores.migrations.migrate()).toEqual([MIGRATION])

  const reworded = evidence(
    'compared with a/year one apart/1',
    'a person decided that they are one game',
    'title equal but for one typo',
    'years differ by two to four',
    'company differs',
  )
  const stored = await rowsOf<{ evidence: Evidence[] }>(
    stores.db,
    sql`select evidence from (select 1 as part, record_id as id, evidence from match_link
      union all select 2, id, evidence from match_review) stored order by part, id`,
  )
  expect(stored.map((row) => row.evidence)).toEqual([reworded, reworded, JSON.parse(other), reworded])
})

test('a trained model keeps its thresholds and weights under the names of today', async () => {
  const { linkThreshold, reviewThreshold, weights } = SHIPPED_MODEL
  const { titleTypo, ...others } = weights
  const scale = JSON.stringify({
    link: linkThreshold + 1,
    review: reviewThreshold + 1,
    weights: { ...others, titleSlip: 1.5 },
  })
  await stores.db.execute(sql`insert into match_weights (scale, lesson) values (${scale}::text::jsonb, '{}')`)
  await stores.migrations.migrate()
  const model = { linkThreshold: linkThreshold + 1, reviewThreshold: reviewThreshold + 1 }
  expect(await findMatchModel(stores.db)).toEqual({ ...model, weights: { ...others, titleTypo: 1.5 } })
  const [stored] = await rowsOf<{ scale: object }>(stores.db, sql`select scale from match_weights`)
  expect(stored?.scale).toEqual({ ...model, weights: { ...others, titleTypo: 1.5 } })
})

test('a model trained before titles with a typo were compared takes the shipped weight for them', async () => {
  const scale = JSON.stringify({ link: 15, review: 9, weights: { titleEqual: 20 } })
  await stores.db.execute(sql`insert into match_weights (scale, lesson) values (${scale}::text::jsonb, '{}')`)
  await stores.migrations.migrate()
  expect((await findMatchModel(stores.db)).weights).toEqual({ ...SHIPPED_MODEL.weights, titleEqual: 20 })
})
