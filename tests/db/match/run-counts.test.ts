import { afterEach, beforeEach, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { SHIPPED_MODEL } from '#catalogue/match/weights'
import { dropMatchModels, findMatchModel, insertMatchModel } from '#db/match/model'
import { requeueAll } from '#db/match/pending'
import { rowsOf } from '#db/stores'
import { trainModel } from '#seed/pipeline/train'
import { type Given, load, memorySource } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'

setDefaultTimeout(30_000)

let stores: TestStores

beforeEach(async () => {
  stores = await createTestStores()
})
afterEach(() => stores[Symbol.asyncDispose]())

const on = (platform: string, year: number) => ({
  releases: [{ platform, released: { date: `${year}-01-01`, precision: 'year' as const } }],
})
const early: Given = { key: 'early', title: 'Rygar', ...on('nes', 1987) }
const late: Given = { key: 'late', title: 'Rygar', ...on('wii', 2009) }
const elite: Given = { key: 'elite', title: 'Elite', ...on('pc', 1984) }

const reviews = () =>
  rowsOf<{ id: string; pair: string }>(
    stores.db,
    sql`select m.id::text as id, one.source_key || ' ' || other.source_key as pair from match_review m
      join source_record one on one.id = m.one_record join source_record other on other.id = m.other_record`,
  )

describe('the outcome of matching a record', () => {
  test('a review pair keeps its id when its records are matched again', async () => {
    await load(stores, memorySource('a', [[early, late]]))
    const [pair] = await reviews()
    expect(pair?.pair).toBe('early late')
    await load(stores, memorySource('b', [[early]]))
    expect(await reviews()).toEqual([{ id: pair?.id ?? '', pair: 'early late' }])
  })

  test('a review pair is deleted once the records say enough to be linked', async () => {
    await load(stores, memorySource('a', [[early, late]]))
    const house = { publishers: ['Tecmo'] }
    await load(
      stores,
      memorySource('a', [
        [
          { ...early, ...house },
          { ...late, ...house },
        ],
      ]),
    )
    expect(await reviews()).toEqual([])
  })

  test('every accepted record is linked, new or for review', async () => {
    const first = await load(stores, memorySource('a', [[early, late, elite]]))
    expect(first.records).toEqual({ linked: 0, new: 1, review: 2 })
    const second = await load(stores, memorySource('b', [[elite, { ...elite, key: 'x', title: 'Elite II' }]]))
    expect(second.records).toEqual({ linked: 1, new: 1, review: 0 })
    const again = await load(stores, memorySource('b', [[elite, { ...elite, key: 'x', title: 'Elite II' }]]))
    expect(again).toMatchObject({ accepted: 0, records: { linked: 0, new: 0, review: 0 } })
  })

  test('no run counts records that are only matched again', async () => {
    await load(stores, memorySource('a', [[early, late, elite]]))
    await requeueAll(stores.db)
    const report = await load(stores, memorySource('b', [[{ ...elite, key: 'other' }]]))
    expect(report.records).toEqual({ linked: 1, new: 0, review: 0 })
    const [first] = await rowsOf<{ sum: number }>(
      stores.db,
      sql`select (records_linked + records_new + records_review)::int as sum from ingest_run order by id`,
    )
    expect(first?.sum).toBe(3)
  })
})

test('queueing every record recomputes its match keys', async () => {
  await load(stores, memorySource('a', [[elite]]))
  await stores.db.execute(sql`update source_record set match_keys = '{1}'`)
  await requeueAll(stores.db)
  const [record] = await rowsOf<{ keys: string[] }>(
    stores.db,
    sql`select match_keys::text[] as keys from source_record`,
  )
  expect(record?.keys).toHaveLength(2)
})

describe('the match model', () => {
  test('the shipped model is in force until one is trained, and again once that is deleted', async () => {
    expect(await findMatchModel(stores.db)).toEqual(SHIPPED_MODEL)
    const version = await insertMatchModel(stores.db, { ...SHIPPED_MODEL, linkThreshold: 100, reviewThreshold: 90 }, {})
    expect(version).toBe(1)
    await load(stores, memorySource('a', [[elite]]))
    const report = await load(stores, memorySource('b', [[elite]]))
    expect(report.games.created).toBe(1)
    await dropMatchModels(stores.db)
    expect(await findMatchModel(stores.db)).toEqual(SHIPPED_MODEL)
  })

  test('is not trained on too few records', async () => {
    await load(stores, memorySource('a', [[elite]]))
    expect(trainModel(stores.db)).rejects.toThrow('load more sources first')
  })
})
