import { afterAll, beforeAll, expect, test } from 'bun:test'
import { searchTextOf } from '#catalogue/search/search-text'
import { type OlderStore, openOlderStore } from '#tests/support/older-schema'

const TITLES = ['Doom (2016)', 'The Thing [2002] ', 'Doom 2016', 'Half-Life', '(2016)']

let store: OlderStore

beforeAll(async () => {
  store = await openOlderStore('0019_taken_back.sql')
  for (const [at, title] of TITLES.entries()) {
    const id = `00000000-0000-7000-8000-00000000000${at}`
    const { fold, norm, compact } = searchTextOf({ title, alternativeNames: [] })
    await store.client.query(
      `insert into game (id, slug, title, sort_title, kind, provenance, content_hash) values ($1::uuid, $1::text, $2, $2, 'game', '{}', 1)`,
      [id, title],
    )
    await store.client.query(
      `insert into game_search (game_id, fold, norm, compact, alternative_compacts, alternative_words, initials, initials_words, pop)
        values ($1::uuid, $2, $3, $4, '{kept}', '{kept}', '{}', '{}', 1)`,
      [id, fold, norm, compact],
    )
  }
  await store.upgrade()
}, 60_000)
afterAll(() => store.client.close())

test('titles that end in a year in brackets are found with it in a catalogue of an older release, as in a new one', async () => {
  const { rows } = await store.client.query<{ title: string; compacts: string[]; words: string[] }>(
    `select title, alternative_compacts as compacts, alternative_words as words from game join game_search on game_id = id order by id`,
  )
  for (const { title, compacts, words } of rows) {
    const { alternativeCompacts, alternativeNorms } = searchTextOf({ title, alternativeNames: [] })
    const isNamed = alternativeNorms.length > 0
    expect([title, isNamed]).toEqual([title, /\D[([]\d{4}[)\]] *$/.test(title)])
    const expected = isNamed ? alternativeCompacts.filter((name) => /\d{4}$/.test(name)) : []
    expect([title, new Set(compacts)]).toEqual([title, new Set(['kept', ...expected])])
    expect([title, new Set(words)]).toEqual([
      title,
      new Set(['kept', ...alternativeNorms.flatMap((name) => name.split(' '))]),
    ])
  }
})
