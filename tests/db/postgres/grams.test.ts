import { afterAll, beforeAll, expect, test } from 'bun:test'
import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { vector } from '@electric-sql/pglite-pgvector'
import { applyMigrations, type MigrationConnection } from '#db/postgres/migrate'
import { migrateUpTo } from '#tests/support/older-schema'

let client: PGlite

beforeAll(async () => {
  client = await PGlite.create({ extensions: { vector, pg_trgm } })
  const connection: MigrationConnection = {
    script: (text) => client.exec(text),
    query: async <Row>(text: string, params: readonly unknown[]) => (await client.query<Row>(text, [...params])).rows,
  }
  await migrateUpTo(connection, '0019_taken_back.sql')
  await client.exec(OLD_ROWS)
  await applyMigrations(connection)
}, 60_000)
afterAll(() => client.close())

const OLD_ROWS = `
  insert into game (slug, title, sort_title, kind, provenance, content_hash, alternative_names)
    select slug, title, title, 'game', '{}', 1, names from (values
      ('latin', 'Pokémon™ – Rouge', array['Œuvre', 'Ведьмак', 'مغامرة']), ('han', '日見', '{}'), ('kana', 'バナナ', '{}'),
      ('half-width', 'ｶﾞﾝ', '{}'), ('hangul', '메이플', '{}'), ('thai', 'เกม', '{}'), ('khmer', 'ល្បែង', '{}'), ('burmese', 'ဂိမ်း', '{}'),
      ('rare', '𠮷', '{}'), ('other-name', 'Moonlight', array['Moon', '月光'])) as old (slug, title, names);
  insert into game_search (game_id, fold, norm, compact, alternative_compacts, alternative_words, initials, initials_words, pop)
    select id, slug, slug, slug, '{}', '{}', '{}', '{}', 2.5 from game;`

test('games with a name in a script without spaces are left to be refreshed, the others have no grams', async () => {
  const { rows } = await client.query<{ slug: string; grams: string }>(
    'select slug, grams from game_search join game on id = game_id where grams is not null',
  )
  expect(rows).toEqual([{ slug: 'latin', grams: '' }])
})
