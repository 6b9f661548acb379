import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { applyComponents } from '#db/match/apply'
import { labelComponents, listComponents } from '#db/match/components'
import { requeueAll } from '#db/match/pending'
import { rowsOf } from '#db/stores'
import { type Given, load, memorySource } from '#tests/support/memory-source'
import { createRandom } from '#tests/support/random'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores

beforeEach(async () => {
  stores = await createTestStores()
})
afterEach(() => stores[Symbol.asyncDispose]())

const random = createRandom(11)
const noise = (length: number) =>
  Array.from({ length }, () => String.fromCharCode(97 + Math.floor(random() * 26))).join('')
const pictures = (length: number) =>
  Array.from({ length }, () => String.fromCodePoint(0x1f300 + Math.floor(random() * 700))).join('')

const bad: Record<string, Given> = {
  'a title of 6,000 letters': { key: 't', title: noise(6_000) },
  'a publisher of 6,000 letters': { key: 'p', title: 'Publisher', publishers: [noise(6_000)] },
  'a key of 6,000 letters': { key: noise(6_000), title: 'Key' },
  'an edition of 6,000 letters': { key: 'e', title: 'Edition', releases: [{ platform: 'pc', edition: noise(6_000) }] },
  'three billion votes': { key: 'v', title: 'Votes', users: { value: 50, votes: 3_000_000_000 } },
  'more copies than a number can count': { key: 's', title: 'Sales', salesCopies: 1e36 },
  'half of a surrogate pair': { key: 'h', title: 'Half \ud800' },
}

describe('a run continues after', () => {
  test.each(Object.entries(bad))('%s', async (_, record) => {
    const report = await load(stores, memorySource('a', [[record, { key: 'fine', title: 'Fine' }]]))
    expect(report).toMatchObject({ read: 2, accepted: 1, quarantined: 1, games: { created: 1 } })
  })

  test('titles and companies of emoji only, whose names are ten times as long', async () => {
    const record: Given = { key: 'pictures', title: pictures(150), developers: [pictures(150)] }
    const report = await load(stores, memorySource('a', [[record]]))
    expect(report).toMatchObject({ accepted: 1, games: { created: 1 } })
  })

  test('the longest edition and region, of letters of three bytes', async () => {
    const letters = String.fromCodePoint(...Array.from({ length: 300 }, () => 0x4e00 + Math.floor(random() * 20_000)))
    const record: Given = { key: 'long', title: 'A', releases: [{ platform: 'pc', region: letters, edition: letters }] }
    const report = await load(stores, memorySource('a', [[record]]))
    expect(report).toMatchObject({ accepted: 1, games: { created: 1 } })
  })

  test('two identical refused records', async () => {
    const report = await load(stores, memorySource('a', [['rubbish', 'rubbish', { key: 'fine', title: 'Fine' }]]))
    expect(report).toMatchObject({ read: 3, accepted: 1, quarantined: 2 })
  })
})

describe('companies', () => {
  const loud = memorySource('loud', [[{ key: '1', title: 'Elite', developers: ['ACORNSOFT Ltd.'] }]], 90)
  const plain = memorySource('plain', [[{ key: '2', title: 'Elite', developers: ['Acornsoft'] }]], 10)

  test.each([
    [loud, plain],
    [plain, loud],
  ])('are called by their plainest spelling, whoever comes first', async (first, second) => {
    await load(stores, first)
    await load(stores, second)
    expect(await rowsOf(stores.db, sql`select slug, name from company`)).toMatchObject([
      { slug: 'acornsoft', name: 'Acornsoft' },
    ])
  })
})

describe('a record that changes while another run matches', () => {
  test('is matched by its new values', async () => {
    await load(stores, memorySource('a', [[{ key: '1', title: 'Elite' }]]))
    await load(stores, memorySource('b', [[{ key: '9', title: 'Elite' }]]))
    await load(stores, memorySource('c', [[{ key: '5', title: 'Uridium' }]]))
    await requeueAll(stores.db)
    const { promise: changing, resolve } = Promise.withResolvers<Promise<unknown>>()
    await stores.exclusively('match', async () => {
      const { records } = await labelComponents(stores.db, 'pending')
      const change = load(stores, memorySource('b', [[{ key: '9', title: 'Uridium' }]]))
      resolve(change)
      await untilRead('b')
      const components = await listComponents(stores.db, 0, records)
      await stores.db.transaction((tx) => applyComponents(tx, components))
    })
    await await changing
    expect(await gamesWithSources()).toEqual([
      { title: 'Elite', sources: 1 },
      { title: 'Uridium', sources: 2 },
    ])
  })
})

/** Waits until the second run of a source has read its input, and could have archived it if it did not wait. */
async function untilRead(source: string): Promise<void> {
  for (let left = 200; left > 0; left--) {
    const runs = await rowsOf(
      stores.db,
      sql`select from ingest_run r join source s on s.id = r.source_id where s.slug = ${source} and records_read > 0`,
    )
    if (runs.length > 1) return Bun.sleep(200)
    await Bun.sleep(10)
  }
}

const gamesWithSources = () =>
  rowsOf(
    stores.db,
    sql`select title, cardinality(source_ids) as sources from game where merged_into is null order by title`,
  )
