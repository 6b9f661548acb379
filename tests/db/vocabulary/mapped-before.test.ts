import { afterAll, beforeAll, expect, test } from 'bun:test'
import { drizzle } from 'drizzle-orm/pglite'
import { listDecisions } from '#db/decision/queries'
import type { Db } from '#db/stores'
import { mappedWords } from '#db/vocabulary/mapping'
import { type OlderStore, openOlderStore } from '#tests/support/older-schema'

let store: OlderStore

beforeAll(async () => {
  store = await openOlderStore('0033_company_role.sql')
})
afterAll(() => store.client.close())

test('words that were mapped before meanings were decisions are decisions of the same person, which hold', async () => {
  await store.client.exec(`insert into vocabulary_word (kind, key, word, slug, author, mapped_at) values
    ('genre', 'openworld', 'Open World', 'adventure', 'ada', '2026-01-01'),
    ('region', 'atlantis', 'Atlantis', 'eu', 'bob', '2026-01-02')`)
  expect(await store.upgrade()).toContain('0038_word_decisions.sql')
  const db = drizzle({ client: store.client }) as unknown as Db // safe: the query builder is the same for every driver
  const word = { kind: 'genre', word: 'Open World', source: null, slug: 'adventure' }
  const decided = { kind: 'word', author: 'ada', decidedAt: '2026-01-01T00:00:00.000Z', undoneAt: null, word }
  expect(await listDecisions(db, undefined, 10)).toMatchObject([decided, { author: 'bob', kind: 'word' }])
  const words = await mappedWords(db)
  expect([words.genre, words.region]).toEqual([new Map([['openworld', 'adventure']]), new Map([['atlantis', 'eu']])])
})
