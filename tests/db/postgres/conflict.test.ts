import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { mergeTwoGames } from '#db/decision/curate'
import { retryConflicts } from '#db/postgres/conflict'
import { workingFailure } from '#db/postgres/failure'
import { createPostgres, type Database } from '#db/postgres/server'
import { type Db, rowsOf } from '#db/stores'
import { load, memorySource } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'

const SERVER = process.env.TEST_DATABASE_URL

let stores: TestStores

beforeEach(async () => {
  stores = await createTestStores()
})
afterEach(() => stores[Symbol.asyncDispose]())

const deadlock = () => Object.assign(new Error('deadlock detected'), { code: '40P01' })

describe('work that others prevent', () => {
  test.each([
    ['a deadlock', '40P01'],
    ['a serialization failure', '40001'],
    ['a lock that is held', '55P03'],
  ])('is tried three times after %s, then fails with it', async (_, code) => {
    let tries = 0
    const work = async () => {
      tries++
      throw Object.assign(new Error('refused'), { code })
    }
    const error = await retryConflicts(work).catch((thrown: unknown) => thrown)
    expect(tries).toBe(3)
    expect(workingFailure(error)?.code).toBe('store_unreachable')
  })

  test('is not tried again after another error', async () => {
    let tries = 0
    const work = async () => {
      tries++
      throw Object.assign(new Error('taken'), { code: '23505' })
    }
    await expect(retryConflicts(work)).rejects.toThrow('taken')
    expect(tries).toBe(1)
  })

  test('is done once it succeeds', async () => {
    const outcomes = [deadlock, deadlock]
    const work = async () => {
      const refusal = outcomes.pop()
      if (refusal) throw refusal()
      return 'done'
    }
    expect(await retryConflicts(work)).toBe('done')
  })
})

describe.skipIf(!SERVER)('a real deadlock (needs TEST_DATABASE_URL)', () => {
  const both = (value: string) => sql`select * from pair where name = ${value} for update`

  beforeEach(async () => {
    await stores.db.execute(sql`create table pair (name text primary key, changes int not null default 0)`)
    await stores.db.execute(sql`insert into pair values ('one'), ('other')`)
  })

  const changes = async () =>
    (await rowsOf<{ changes: number }>(stores.db, sql`select changes from pair order by name`)).map(
      (row) => row.changes,
    )

  /** Returns a function that resolves once it was called twice: both transactions then hold their first row. */
  function createMeeting(): () => Promise<void> {
    const met = Promise.withResolvers<void>()
    let here = 0
    return () => {
      if (++here === 2) met.resolve()
      return met.promise
    }
  }

  test('between two transactions ends with both done, each once', async () => {
    const meet = createMeeting()
    const change = (first: string, second: string) => async (tx: Db) => {
      await tx.execute(both(first))
      await meet()
      await tx.execute(both(second))
      await tx.execute(sql`update pair set changes = changes + 1`)
    }
    await Promise.all([
      retryConflicts(() => stores.db.transaction(change('one', 'other'))),
      retryConflicts(() => stores.db.transaction(change('other', 'one'))),
    ])
    expect(await changes()).toEqual([2, 2])
  }, 30_000)

  test('of a single statement with a transaction repeats the statement', async () => {
    // The statement waits first, so Postgres ends it and not the transaction, which waits later.
    const single = async () => {
      await stores.db.execute(
        sql`update pair set changes = changes + 1 where name in (select name from pair order by name for update)`,
      )
    }
    const done = await stores.db.transaction(async (tx) => {
      await tx.execute(both('other'))
      const repeated = single()
      await Bun.sleep(300)
      await tx.execute(both('one'))
      return { repeated }
    })
    await done.repeated
    expect(await changes()).toEqual([1, 1])
  }, 30_000)

  test('of two COPY transactions repeats one of them', async () => {
    const meet = createMeeting()
    const change = (first: string, second: string) =>
      stores.bulk(async (tx) => {
        await tx.query('select * from pair where name = $1 for update', [first])
        await meet()
        await tx.query('select * from pair where name = $1 for update', [second])
        await tx.query('update pair set changes = changes + 1', [])
      })
    await Promise.all([change('one', 'other'), change('other', 'one')])
    expect(await changes()).toEqual([2, 2])
  }, 30_000)
})

describe.skipIf(!SERVER)('a decision that waits for a row of another session (needs TEST_DATABASE_URL)', () => {
  let service: Database

  beforeEach(async () => {
    await load(stores, memorySource('a', [['Elite', 'Doom'].map((title) => ({ key: title.toLowerCase(), title }))]))
    service = createPostgres(stores.databaseUrl ?? '', 'serve')
  })
  afterEach(() => service[Symbol.asyncDispose]())

  const merge = () => mergeTwoGames({ ...stores, ...service }, ['elite', 'doom'], { author: 'ada', reason: null })

  /** Holds the rows of all games in another session while `work` runs, at most `ms`. */
  async function whileHeld<T>(ms: number, work: () => Promise<T>): Promise<T> {
    const held = Promise.withResolvers<void>()
    const freed = stores.db.transaction(async (tx) => {
      await tx.execute(sql`select id from game for update`)
      held.resolve()
      await Bun.sleep(ms)
    })
    await held.promise
    try {
      return await work()
    } finally {
      await freed
    }
  }

  test('is made once the session ends, within a second', async () => {
    expect((await whileHeld(900, merge)).ok).toBe(true)
  }, 30_000)

  test('fails within 3 s otherwise, with nothing changed', async () => {
    const started = performance.now()
    const error = await whileHeld(4_000, () =>
      merge().then(
        () => undefined,
        (thrown: unknown) => ({ thrown, ms: performance.now() - started }),
      ),
    )
    expect(workingFailure(error?.thrown)?.code).toBe('store_unreachable')
    expect(error?.ms).toBeLessThan(3_000)
    expect(await rowsOf(stores.db, sql`select id from game where merged_into is null`)).toHaveLength(2)
  }, 30_000)
})
