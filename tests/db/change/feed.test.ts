import { afterEach, beforeEach, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { listChanges } from '#db/change/queries'
import { insertChanges } from '#db/change/write'
import { rowsOf } from '#db/stores'
import { insertGames } from '#tests/support/games'
import { createRandom } from '#tests/support/random'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores
let games: string[]

beforeEach(async () => {
  stores = await createTestStores()
  games = await insertGames(stores.db, [{ title: 'Elite' }, { title: 'Doom' }])
})
afterEach(() => stores[Symbol.asyncDispose]())

/** Inserts an update of a game and commits once `until` resolves; rolls back if it rejects. */
const change = (game: string, until: () => Promise<unknown> = async () => {}) =>
  stores.db.transaction(async (tx) => {
    await insertChanges(tx, [{ gameId: game, kind: 'updated' }])
    await until()
  })

/** Returns a reader that always asks for the changes after the last one it has read. */
function createReader() {
  const changes: { seq: number; gameId: string }[] = []
  return {
    changes,
    async read() {
      for (;;) {
        const page = await listChanges(stores.db, changes.at(-1)?.seq ?? 0, 3)
        changes.push(...page)
        if (page.length === 0) return
      }
    },
  }
}

/** Resolves when a transaction waits for the lock of the writers. */
async function aWriterWaits(): Promise<void> {
  const waiting = sql`select 1 from pg_locks join pg_database d on d.oid = database
    where d.datname = current_database() and locktype = 'advisory' and not granted`
  while ((await rowsOf(stores.db, waiting)).length === 0) await Bun.sleep(5)
}

test.skipIf(!process.env.TEST_DATABASE_URL)(
  'no reader misses a change that was written first and committed last (needs TEST_DATABASE_URL)',
  async () => {
    const [elite = '', doom = ''] = games
    const written = Promise.withResolvers<void>()
    const release = Promise.withResolvers<void>()
    const reader = createReader()
    const slow = change(elite, () => {
      written.resolve()
      return release.promise
    })
    await written.promise
    const quick = change(doom)
    await Promise.race([quick, aWriterWaits()])
    await reader.read()
    release.resolve()
    await Promise.all([slow, quick])
    await reader.read()
    expect(reader.changes.map(({ gameId }) => gameId)).toEqual([elite, doom])
  },
)

test('a reader beside many writers, some of which roll back, reads each change once and in order', async () => {
  const random = createRandom(7)
  const reader = createReader()
  let writing = true
  const reading = (async () => {
    while (writing) {
      await reader.read()
      await Bun.sleep(1)
    }
  })()
  const write = async (game: string, times: number) => {
    for (let at = 0; at < times; at++)
      await change(game, async () => {
        await Bun.sleep(random() * 4)
        if (random() < 0.25) throw new Error('given up')
      }).catch(() => {})
  }
  await Promise.all(Array.from({ length: 6 }, (_, at) => write(games[at % 2] ?? '', 20)))
  writing = false
  await reading
  await reader.read()
  const written = await rowsOf<{ seq: number }>(stores.db, sql`select seq::int as seq from game_change order by seq`)
  expect(reader.changes.map(({ seq }) => seq)).toEqual(written.map(({ seq }) => seq))
  expect(written.length).toBeGreaterThan(60)
})

test('the feed also holds games that are older than the feed', async () => {
  const [elite = ''] = games
  await insertGames(stores.db, [{ title: 'Elite II', mergedInto: elite }])
  await change(elite)
  await stores.db.execute(sql`delete from schema_migration where name = '0009_changes.sql'`)
  await stores.db.execute(sql`drop function take_turns_changing, tell_deleted_games cascade`)
  expect(await stores.migrations.migrate()).toEqual(['0009_changes.sql'])
  const listed = (await listChanges(stores.db, 0, 9)).map(({ kind, slug, otherSlug }) => [kind, slug, otherSlug])
  expect(listed).toEqual([
    ['updated', 'elite', null],
    ['created', 'doom', null],
    ['merged', 'elite-ii', 'elite'],
  ])
})

test('deleting a game adds a change to the feed', async () => {
  const [elite = ''] = games
  await stores.db.execute(sql`delete from game where id = ${elite}::uuid`)
  expect(await listChanges(stores.db, 0, 9)).toMatchObject([{ kind: 'deleted', gameId: elite, slug: null, version: 2 }])
})
