import { describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { openEmbedded } from '#db/postgres/embedded'
import { listMigrations } from '#db/postgres/migrate'
import { openPostgres } from '#db/postgres/server'
import { rowsOf } from '#db/stores'
import { createBareDatabase, dropDatabase } from '#tests/support/stores'

const SERVER = process.env.TEST_DATABASE_URL
const names = listMigrations().map((migration) => migration.name)

describe('migrating', () => {
  test('applies every migration to an embedded store, and none the second time', async () => {
    await using database = await openEmbedded({ template: undefined })
    expect(await database.migrations.pending()).toEqual(names)
    expect(await database.migrations.migrate()).toEqual(names)
    expect(await database.migrations.migrate()).toEqual([])
    expect(await database.migrations.pending()).toEqual([])
  })

  test('refuses a store newer than this release, and names the unknown migration', async () => {
    await using database = await openEmbedded({ template: undefined })
    await database.migrations.migrate()
    await database.db.execute(sql`insert into schema_migration (name) values ('9999_future.sql')`)
    await expect(database.migrations.pending()).rejects.toThrow('9999_future.sql')
  })

  test.skipIf(!SERVER)('four processes at the same time apply each migration once, and none fails', async () => {
    const url = await createBareDatabase(SERVER ?? '')
    const racers = await Promise.all([1, 2, 3, 4].map(() => openPostgres(url)))
    const applied = await Promise.all(racers.map((database) => database.migrations.migrate()))
    expect(applied.flat()).toEqual(names)
    const [count] = await rowsOf<{ n: number }>(
      racers[0]?.db ?? never(),
      sql`select count(*)::int as n from schema_migration`,
    )
    expect(count?.n).toBe(names.length)
    await Promise.all(racers.map((database) => database[Symbol.asyncDispose]()))
    await dropDatabase(SERVER ?? '', url)
  })

  test.skipIf(!SERVER)(
    'says which extensions a superuser must create, and applies everything once they are there',
    async () => {
      const url = await createBareDatabase(SERVER ?? '')
      const role = `vestim_owner_${crypto.randomUUID().slice(0, 8)}`
      const name = new URL(url).pathname.slice(1)
      await using superuser = await openPostgres(url)
      const run = (text: string) => superuser.db.execute(sql.raw(text))
      await run(`create role ${role} login password 'of a test'`)
      await run(`alter database ${name} owner to ${role}`)
      const owned = new URL(url)
      Object.assign(owned, { username: role, password: 'of a test' })
      {
        await using owner = await openPostgres(owned.href)
        await expect(owner.migrations.migrate()).rejects.toThrow(
          'let a superuser run in this database: create extension',
        )
        await run('create extension vector')
        await run('create extension pg_trgm')
        expect(await owner.migrations.migrate()).toEqual(names)
      }
      await run(`alter database ${name} owner to current_user`)
      await run(`reassign owned by ${role} to current_user`)
      await run(`drop owned by ${role}`)
      await run(`drop role ${role}`)
      await dropDatabase(SERVER ?? '', url)
    },
  )
})

function never(): never {
  throw new Error('no store was opened')
}
