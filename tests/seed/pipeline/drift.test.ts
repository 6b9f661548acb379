import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { rowsOf } from '#db/stores'
import { driftLines, reportEvents } from '#seed/cli/report'
import { type ComparedRun, driftBetween } from '#seed/pipeline/drift'
import { type Given, load, memorySource } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'

type ProfileOf = {
  records?: number
  fields?: Record<string, number>
  platforms?: Record<string, number>
  unknown?: string[]
}

const runWith = ({ records = 100, fields = {}, platforms = {}, unknown = [] }: ProfileOf): ComparedRun => ({
  profile: { records, fields, platforms, genres: {} },
  unknownWords: { platforms: Object.fromEntries(unknown.map((word) => [word, 1])), genres: {} },
})
const driftOf = (before: ProfileOf, after: ProfileOf) => driftBetween(runWith(before), runWith(after))

describe('a difference from the last run is reported:', () => {
  test.each<[string, ProfileOf, ProfileOf, object]>([
    ['a new field', { fields: { a: 9 } }, { fields: { a: 9, b: 1 } }, { fields: { appeared: ['b'], gone: [] } }],
    ['a field that is gone', { fields: { a: 9, b: 9 } }, { fields: { a: 9 } }, { fields: { gone: ['b'] } }],
    ['a field left empty', { fields: { a: 50 } }, { fields: { a: 2 } }, { fields: { emptied: ['a'], gone: [] } }],
    ['an unknown word', { unknown: ['X'] }, { unknown: ['X', 'Y'] }, { platforms: { appeared: ['Y'] } }],
    [
      'a word no longer used',
      { platforms: { pc: 3, wii: 2 } },
      { platforms: { pc: 5 } },
      { platforms: { gone: ['wii'] } },
    ],
  ])('%s', (_, before, after, drift) => expect(driftOf(before, after)).toMatchObject(drift))
})

describe('nothing is reported', () => {
  test.each<[string, ProfileOf, ProfileOf]>([
    ['without a difference', { fields: { a: 60 }, platforms: { pc: 1 } }, { fields: { a: 40 }, platforms: { pc: 9 } }],
    ['for a field that was seldom filled', { fields: { a: 49 } }, { fields: { a: 0 } }],
    ['as gone by a run that read only a part', { fields: { a: 100, b: 100 } }, { records: 49, fields: { a: 49 } }],
  ])('%s', (_, before, after) => expect(driftOf(before, after)).toBeUndefined())

  test('without a run to compare with', () => {
    expect(driftBetween({ profile: null, unknownWords: {} }, runWith({}))).toBeUndefined()
  })
})

describe('a run', () => {
  let stores: TestStores
  beforeAll(async () => {
    stores = await createTestStores()
  }, 30_000)
  afterAll(() => stores[Symbol.asyncDispose]())

  const game = (key: string, more: object = {}): Given => ({ key, title: key, ...more }) as Given
  const old = [game('a', { critics: { value: 1 } }), game('b', { critics: { value: 1 }, series: [] })]

  test('stores its profile, resumed or not, and is compared with the last run of its list', async () => {
    const first = await load(stores, memorySource('s', [old.slice(0, 1), old.slice(1)]))
    expect(first.drift).toBeUndefined()
    const [run] = await rowsOf(stores.db, sql`select profile from ingest_run`)
    expect(run).toEqual({
      profile: { records: 2, fields: { key: 2, title: 2, critics: 2, series: 0 }, platforms: {}, genres: {} },
    })
    const odd = { unknown: { platforms: ['Gate'] }, summary: 'x' }
    const second = await load(stores, memorySource('s', [[game('a', odd), game('b', { series: ['s'] })]]))
    expect(second.drift).toEqual({
      fields: { appeared: ['summary', 'unknown'], gone: ['critics'], emptied: [] },
      platforms: { appeared: ['Gate'], gone: [] },
      genres: { appeared: [], gone: [] },
    })
    expect(driftLines(second.drift)).toEqual([
      '  fields seen for the first time: summary, unknown',
      '  fields no longer there: critics',
      '  unknown platforms seen for the first time: Gate',
    ])
    expect(reportEvents(second).map((event) => (event as { event: string }).event)).toEqual(['drift', 'done'])
    expect((await load(stores, memorySource('s', [old]), { dataset: 'other' })).drift).toBeUndefined()
  })
})
