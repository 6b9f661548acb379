import { afterAll, beforeAll, expect, test } from 'bun:test'
import { disputedList, kindList, scoreLists } from '#db/game/lists'
import { type OlderStore, openOlderStore } from '#tests/support/older-schema'

let store: OlderStore

beforeAll(async () => {
  store = await openOlderStore('0033_company_role.sql')
  await store.client.exec(OLD_ROWS)
  await store.upgrade()
}, 60_000)
afterAll(() => store.client.close())

/** Three games: one with a score, one without, and one that was merged into the first. */
const OLD_ROWS = `
  insert into game (id, slug, title, sort_title, kind, score_critics, provenance, content_hash)
    select ('00000000-0000-7000-8000-00000000000' || n)::uuid, 'game-' || n, 'Game', 'game', 'game',
      case n when 1 then 87.3 end, '{}', n from generate_series(1, 3) n;
  update game set merged_into = '00000000-0000-7000-8000-000000000001' where slug = 'game-3';
  delete from search_outbox; delete from game_change;`

test('games of an earlier release keep the order by their mean, and are not disputed', async () => {
  const { rows } = await store.client.query(
    'select slug, score_bound, disputed, lists, version from game order by slug',
  )
  const lists = [kindList('game'), disputedList(false)]
  expect(rows).toEqual([
    {
      slug: 'game-1',
      score_bound: 87.3,
      disputed: false,
      lists: [kindList('game'), scoreLists(87).from, disputedList(false)],
      version: 1,
    },
    { slug: 'game-2', score_bound: null, disputed: false, lists, version: 1 },
    { slug: 'game-3', score_bound: null, disputed: false, lists, version: 1 },
  ])
})

test('their lists, the sizes of the lists and their figures are those of games that are written now', async () => {
  const wanted = `select each.list, id, score_bound from game, unnest(lists) as each (list) where merged_into is null order by 1, 2`
  const { rows } = await store.client.query(wanted)
  expect(rows).toHaveLength(5)
  expect(
    (await store.client.query('select list, game_id as id, score_bound from game_list order by 1, 2')).rows,
  ).toEqual(rows)
  const sizes = 'select list, games from list_size where games > 0 order by list'
  const counted = 'select list, count(*)::int as games from game_list group by list order by list'
  expect((await store.client.query(sizes)).rows).toEqual((await store.client.query(counted)).rows)
  const figures = 'select game_id from game_figure join game on id = game_id where game.lists = game_figure.lists'
  expect((await store.client.query(figures)).rows).toHaveLength(2)
})

test('nobody is told of a change: it is one of what the games are sorted by', async () => {
  expect((await store.client.query('select * from game_change')).rows).toEqual([])
  expect((await store.client.query('select * from search_outbox')).rows).toEqual([])
})
