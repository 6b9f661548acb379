import { afterAll, beforeAll, expect, test } from 'bun:test'
import { type OlderStore, openOlderStore } from '#tests/support/older-schema'

let store: OlderStore

beforeAll(async () => {
  store = await openOlderStore('0019_taken_back.sql')
  await store.client.exec(OLD_ROWS)
  await store.upgrade()
}, 60_000)
afterAll(() => store.client.close())

const OLD_ROWS = `
  insert into game (slug, title, sort_title, kind, provenance, content_hash, alternative_names)
    select slug, title, title, 'game', '{}', 1, names from (values
      ('latin', 'Pokémon™ – Rouge', array['Œuvre', 'Ведьмак', 'مغامرة']), ('han', '日見', '{}'), ('kana', 'バナナ', '{}'),
      ('half-width', 'ｶﾞﾝ', '{}'), ('hangul', '메이플', '{}'), ('thai', 'เกม', '{}'), ('khmer', 'ល្បែង', '{}'), ('burmese', 'ဂိမ်း', '{}'),
      ('rare', '𠮷', '{}'), ('other-name', 'Moonlight', array['Moon', '月光'])) as old (slug, title, names);
  insert into game_search (game_id, fold, norm, compact, alternative_compacts, alternative_words, initials, initials_words, pop)
    select id, slug, slug, slug, '{}', '{}', '{}', '{}', 2.5 from game;`

test('games with a name in a script without spaces are left to be refreshed, the others have no grams', async () => {
  const { rows } = await store.client.query<{ slug: string; grams: string }>(
    'select slug, grams from game_search join game on id = game_id where grams is not null',
  )
  expect(rows).toEqual([{ slug: 'latin', grams: '' }])
})
