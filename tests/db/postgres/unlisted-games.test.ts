import { afterAll, beforeAll, expect, test } from 'bun:test'
import { type OlderStore, openOlderStore } from '#tests/support/older-schema'

let store: OlderStore

beforeAll(async () => {
  store = await openOlderStore('0017_game_lists.sql')
  await store.client.exec(OLD_ROWS)
  await store.upgrade()
}, 60_000)
afterAll(() => store.client.close())

/** Three games: one whose records were all removed, one that a record still lists, one without a removed record. */
const OLD_ROWS = `
  insert into source (slug, name, kind, trust, licence, redistributable, commercial) values ('a', 'A', 'file', 50, 'CC0', true, true);
  insert into game (id, slug, title, sort_title, kind, provenance, content_hash)
    select ('00000000-0000-7000-8000-00000000000' || n)::uuid, 'game-' || n, 'Game', 'game', 'game', '{}', n from generate_series(1, 3) n;
  insert into source_record (source_id, dataset, source_key, raw, fields, match_keys, content_hash, first_run, last_run, removed_at)
    select 1, 'a', n, '', '{}', '{}', n, 1, 1,
      case n when 1 then timestamptz '2026-02-01 23:30+00' when 2 then timestamptz '2026-03-01 12:00+00' when 3 then timestamptz '2026-03-01 12:00+00' end
    from generate_series(1, 5) n;
  insert into match_link (record_id, game_id, score, evidence)
    select id, ('00000000-0000-7000-8000-00000000000' || case when id <= 2 then 1 when id <= 4 then 2 else 3 end)::uuid, 0, '[]' from source_record;
  delete from search_outbox; delete from game_change;`

test('a game whose records were all removed before says since when, and is told as updated', async () => {
  const { rows } = await store.client.query(
    'select slug, unlisted_since::text as since, version from game order by slug',
  )
  expect(rows).toEqual([
    { slug: 'game-1', since: '2026-03-01', version: 2 },
    { slug: 'game-2', since: null, version: 1 },
    { slug: 'game-3', since: null, version: 1 },
  ])
  const told = await store.client.query('select kind, version from game_change')
  expect(told.rows).toEqual([{ kind: 'updated', version: 2 }])
  expect((await store.client.query('select version from search_outbox')).rows).toEqual([{ version: 2 }])
})
