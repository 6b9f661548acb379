import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { connect, openDatabase } from '#db/connect'
import { type Database, openPostgres } from '#db/postgres/server'
import { eraseAccount } from '#db/privacy/erase'
import { erasureKeyOf } from '#db/privacy/erasure-key'
import { readLedger } from '#db/privacy/ledger-file'
import { rowsOf } from '#db/stores'
import { backUp, copyOf, scratchFolder } from '#tests/db/backup/places'
import { run } from '#tests/src/commands/running'
import { catalogueHash } from '#tests/support/catalogue-hash'
import { insertPerson } from '#tests/support/erasures'
import { createBareDatabase, dropDatabase } from '#tests/support/stores'
import { mountSmallDisk } from './small-disk'

const SERVER = process.env.TEST_DATABASE_URL
const MINUTE = 60_000
const NO_SEARCH = {
  elasticsearchUrl: undefined,
  elasticsearchApiKey: undefined,
  elasticsearchCaFile: undefined,
  elasticsearchIndex: '',
}
const FIXTURE = join(import.meta.dir, '..', 'fixtures', 'backup', '0.2.0')

let scratch: Awaited<ReturnType<typeof scratchFolder>>
let fixture: string
let filled: string

beforeAll(async () => {
  scratch = await scratchFolder()
  fixture = await copyOf(FIXTURE, scratch.in('fixture'))
  filled = scratch.in('filled')
  expect(await command('restore', fixture, { DATA_DIR: filled })).toMatchObject({ exit: 0 })
}, MINUTE)
afterAll(() => scratch[Symbol.asyncDispose]())

type Environment = { DATABASE_URL?: string; DATA_DIR?: string; ELASTICSEARCH_URL?: string }

const start = (name: string, folder: string, environment: Environment) =>
  run(['src/index.ts', name, folder, ...(name === 'restore' ? ['--without-ledger'] : [])], {
    DATA_DIR: scratch.in('none'),
    ...environment,
  })

/** Runs a command to its end. Returns its exit code and what it complained of. */
async function command(name: string, folder: string, environment: Environment) {
  await using child = start(name, folder, environment)
  const exit = await child.exited
  return { exit, said: child.said.join('\n'), complaint: child.log.map(({ complaint }) => complaint).join('\n') }
}

/** Starts a command and kills it as soon as it says something that begins so. */
async function killedAt(said: string, ...args: Parameters<typeof start>): Promise<void> {
  await using child = start(...args)
  while (!child.said.some((line) => line.startsWith(said))) await Bun.sleep(1)
  child.signal('SIGKILL')
  expect(await child.exited).not.toBe(0)
}

/** Runs a restoration with these options. */
async function restoreWith(folder: string, environment: Environment, ...options: string[]) {
  await using child = run(['src/index.ts', 'restore', folder, ...options], {
    DATA_DIR: scratch.in('none'),
    ...environment,
  })
  const exit = await child.exited
  return { exit, said: child.said.join('\n'), complaint: child.log.map(({ complaint }) => complaint).join('\n') }
}

const hashIn = async (environment: Environment): Promise<string> => {
  await using database = await openDatabase({
    databaseUrl: environment.DATABASE_URL,
    dataDir: environment.DATA_DIR ?? '',
  })
  return await catalogueHash(database.db)
}

describe('bun run backup and restore', () => {
  test(
    'say which command to run again when the embedded store is in use, with exit code 4',
    async () => {
      await using _ = await openDatabase({ databaseUrl: undefined, dataDir: filled })
      for (const name of ['backup', 'restore'])
        expect(await command(name, scratch.in('busy'), { DATA_DIR: filled })).toMatchObject({
          exit: 4,
          complaint: 'The embedded store is in use: stop the service or the load, then run the same command again.',
        })
    },
    MINUTE,
  )

  test(
    'refuse a filled store and a filled folder with exit code 2',
    async () => {
      expect(await command('restore', fixture, { DATA_DIR: filled })).toMatchObject({ exit: 2 })
      expect(await command('backup', fixture, { DATA_DIR: filled })).toMatchObject({ exit: 2 })
    },
    MINUTE,
  )

  test(
    'an embedded store: killed half way and run again',
    async () => {
      await killedAt('1 of', 'backup', scratch.in('one'), { DATA_DIR: filled })
      expect(await command('backup', scratch.in('one'), { DATA_DIR: filled })).toMatchObject({ exit: 0 })
      expect((await readdir(scratch.path)).filter((name) => name.startsWith('one'))).toEqual(['one'])
      const target = { DATA_DIR: scratch.in('target') }
      await killedAt('loading game ', 'restore', scratch.in('one'), target)
      expect(await command('restore', scratch.in('one'), target)).toMatchObject({ exit: 0 })
      expect(await hashIn(target)).toBe(await hashIn({ DATA_DIR: filled }))
    },
    2 * MINUTE,
  )

  test.skipIf(!SERVER)(
    'move an embedded store to a server and back; killed half way and run again',
    async () => {
      const url = await createBareDatabase(SERVER ?? '')
      const real = { DATABASE_URL: url }
      const embedded = await hashIn({ DATA_DIR: filled })
      try {
        expect(await command('backup', scratch.in('grown'), { DATA_DIR: filled })).toMatchObject({ exit: 0 })
        await killedAt('loading game ', 'restore', scratch.in('grown'), real)
        {
          await using database = await openPostgres(url)
          expect((await database.migrations.pending())[0]).toBe('0001_catalogue.sql')
        }
        expect(await command('restore', scratch.in('grown'), real)).toMatchObject({ exit: 0 })
        expect(await hashIn(real)).toBe(embedded)
        expect(await command('backup', scratch.in('back'), real)).toMatchObject({ exit: 0 })
        expect(await command('restore', scratch.in('back'), { DATA_DIR: scratch.in('home') })).toMatchObject({
          exit: 0,
        })
        expect(await hashIn({ DATA_DIR: scratch.in('home') })).toBe(embedded)
      } finally {
        await dropDatabase(SERVER ?? '', url)
      }
    },
    2 * MINUTE,
  )

  test(
    'stop a restoration when nobody can tell which accounts were erased, and take the ledger of the store it replaces',
    async () => {
      const [old, fresh] = [scratch.in('old'), scratch.in('fresh')]
      {
        await using stores = await connect({ ...NO_SEARCH, databaseUrl: undefined, dataDir: old })
        const id = await insertPerson(stores.db, 'gone@example.org')
        await insertPerson(stores.db, 'stays@example.org')
        await erasureKeyOf(stores.db)
        await backUp(stores as unknown as Database, scratch.in('people')) // safe: the stores are made of the database
        await eraseAccount(stores.db, { accountId: id, by: 'person', dataDir: old })
      }
      expect(await restoreWith(scratch.in('people'), { DATA_DIR: fresh })).toMatchObject({
        exit: 2,
        complaint: expect.stringContaining('Nobody can tell which accounts were erased since the backup'),
      })
      expect(await restoreWith(scratch.in('people'), { DATA_DIR: fresh }, '--replaces', old)).toMatchObject({
        exit: 0,
        said: expect.stringContaining('erased again: 1 accounts'),
      })
      await using stores = await connect({ ...NO_SEARCH, databaseUrl: undefined, dataDir: fresh })
      expect(await rowsOf(stores.db, sql`select email from account`)).toEqual([{ email: 'stays@example.org' }])
      const subjectsIn = async (dataDir: string) => (await readLedger(dataDir))?.lines.map(({ subject }) => subject)
      expect(await subjectsIn(fresh)).toEqual((await subjectsIn(old)) ?? [])
    },
    2 * MINUTE,
  )

  test.skipIf(!SERVER)(
    'tell that the index is not built while Elasticsearch is away, and keep the database',
    async () => {
      const url = await createBareDatabase(SERVER ?? '')
      try {
        const away = { DATABASE_URL: url, ELASTICSEARCH_URL: 'http://127.0.0.1:1' }
        expect(await command('restore', fixture, away)).toMatchObject({
          exit: 1,
          complaint: expect.stringMatching(/is restored/),
        })
        expect(await hashIn({ DATABASE_URL: url })).toBe(await hashIn({ DATA_DIR: filled }))
      } finally {
        await dropDatabase(SERVER ?? '', url)
      }
    },
    MINUTE,
  )
})

const probe = mountSmallDisk(1)
probe?.[Symbol.dispose]()

test.skipIf(!probe)(
  'a backup on a full disk says so, leaves nothing, and succeeds once there is room',
  async () => {
    using disk = mountSmallDisk(1)
    const folder = join(disk?.path ?? '', 'backup')
    disk?.fillTo(0)
    expect(await command('backup', folder, { DATA_DIR: filled })).toMatchObject({
      exit: 1,
      complaint: 'The disk of the backup is full: free space there, then run the same command again.',
    })
    expect(await readdir(disk?.path ?? '')).toEqual(['ballast'])
    disk?.free()
    expect(await command('backup', folder, { DATA_DIR: filled })).toMatchObject({ exit: 0 })
  },
  MINUTE,
)
