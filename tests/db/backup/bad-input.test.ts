import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { chmod, mkdir, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { type BackupContent, readManifest, writeManifest } from '#db/backup/manifest'
import { restoreBackup } from '#db/backup/restore'
import type { Database } from '#db/postgres/server'
import { rowsOf } from '#db/stores'
import { catalogueHash } from '#tests/support/catalogue-hash'
import { load, memorySource } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'
import { backUp, copyOf, openBare, restore, scratchFolder } from './places'

let stores: TestStores
let bare: Database
let scratch: Awaited<ReturnType<typeof scratchFolder>>
let good: string

beforeAll(async () => {
  stores = await createTestStores()
  bare = await openBare('embedded')
  scratch = await scratchFolder()
  good = scratch.in('good')
  await load(
    stores,
    memorySource('a', [
      [
        { key: 'elite', title: 'Elite' },
        { key: 'doom', title: 'Doom' },
      ],
    ]),
  )
  await backUp(stores, good)
})
afterAll(async () => {
  await stores[Symbol.asyncDispose]()
  await bare[Symbol.asyncDispose]()
  await scratch[Symbol.asyncDispose]()
})

type Damage = (folder: string) => Promise<unknown>

const rewrite =
  (change: (content: BackupContent) => BackupContent): Damage =>
  async (folder) => {
    const path = join(folder, 'manifest.json')
    await writeFile(path, writeManifest(change(readManifest(await readFile(path, 'utf8')))))
  }

const replace =
  (from: string | RegExp, to: string): Damage =>
  async (folder) => {
    const path = join(folder, 'manifest.json')
    await writeFile(path, (await readFile(path, 'utf8')).replace(from, to))
  }

const flip: Damage = async (folder) => {
  const path = join(folder, 'game.copy.zst')
  const bytes = await readFile(path)
  bytes[20] = (bytes[20] ?? 0) ^ 1
  await writeFile(path, bytes)
}

const inGames = (content: BackupContent, change: Partial<BackupContent['tables'][number]>) => ({
  ...content,
  tables: content.tables.map((table) => (table.name === 'game' ? { ...table, ...change } : table)),
})

describe('a restoration refuses', () => {
  const DAMAGES: [string, Damage, RegExp][] = [
    ['a folder that is not there', (folder) => rm(folder, { recursive: true }), /cannot be read/],
    ['a folder that was cut off', (folder) => rm(join(folder, 'manifest.json')), /no whole backup/],
    ['a lost file', (folder) => rm(join(folder, 'game.copy.zst')), /damaged: game\.copy\.zst/],
    ['a shortened file', (folder) => truncate(join(folder, 'game.copy.zst'), 10), /damaged: game\.copy\.zst/],
    ['a changed byte', flip, /damaged: game\.copy\.zst/],
    ['an edited manifest', replace(/"rows": \d+/, '"rows": 7'), /damaged: manifest\.json/],
    ['a manifest that is no JSON', replace(/^\{/, ''), /another product, or damaged/],
    ['another product', replace('"product": "vestimlib"', '"product": "other"'), /another product/],
    ['a newer format', replace('"format": 1', '"format": 2'), /newer release/],
    [
      'a newer schema',
      rewrite((content) => ({ ...content, schema: [...content.schema, '9999_future.sql'] })),
      /newer schema/,
    ],
    ['fewer rows than were written', rewrite((content) => inGames(content, { rows: 3 })), /damaged: game\.copy\.zst/],
    ['other rows than were written', rewrite((content) => inGames(content, { sum: '12' })), /damaged: game\.copy\.zst/],
    [
      'a table less',
      rewrite((content) => ({ ...content, tables: content.tables.slice(1) })),
      /damaged: manifest\.json/,
    ],
    ['a column less', rewrite((content) => inGames(content, { columns: ['id'] })), /damaged: manifest\.json/],
    ['a folder that others may change', (folder) => chmod(folder, 0o777), /Other users may change/],
  ]

  test.each(DAMAGES)('%s, and leaves the database empty', async (_, damage, message) => {
    await using own = await scratchFolder()
    const folder = await copyOf(good, own.in('copy'))
    await damage(folder)
    const error = await restore(bare, folder).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'backup_refused', message: expect.stringMatching(message) })
    expect(await rowsOf(bare.db, sql`select tablename from pg_tables where schemaname = 'public'`)).toEqual([])
  })

  test('a database that is not empty, which stays as it is', async () => {
    const before = await catalogueHash(stores.db)
    await expect(restore(stores, good)).rejects.toMatchObject({
      code: 'backup_refused',
      message: expect.stringMatching(/not empty/),
    })
    expect(await catalogueHash(stores.db)).toBe(before)
  })

  test('an empty database of a newer schema than the backup', async () => {
    await using empty = await openBare('embedded')
    await empty.migrations.migrate()
    const old = await copyOf(join(import.meta.dir, '..', '..', 'fixtures', 'backup', '0.1.0'), scratch.in('old'))
    await expect(restore(empty, old)).rejects.toMatchObject({
      code: 'backup_refused',
      message: expect.stringMatching(/newer schema/),
    })
  })
})

test('an interrupted restoration leaves the database as it was, at every step, and succeeds when it is run again', async () => {
  const steps: string[] = []
  for (let stopAt = 0; ; stopAt++) {
    const stop = new AbortController()
    let step = 0
    const onStep = (name: string) => {
      steps[step] = name
      if (step++ === stopAt) stop.abort()
    }
    const done = await restoreBackup(bare, good, { signal: stop.signal, onStep }).catch((error: unknown) => error)
    if (step <= stopAt) break
    if (!(done instanceof Error)) continue // A step that reads nothing is over before the signal is seen.
    expect(done).toMatchObject({ code: 'interrupted' })
    expect(await rowsOf(bare.db, sql`select tablename from pg_tables where schemaname = 'public'`)).toEqual([])
    stopAt += 9
  }
  expect(await catalogueHash(bare.db)).toBe(await catalogueHash(stores.db))
})

describe('a backup', () => {
  test('is for its owner only, and leaves nothing else', async () => {
    expect((await stat(good)).mode & 0o777).toBe(0o700)
    for (const name of await readdir(good)) expect((await stat(join(good, name))).mode & 0o777).toBe(0o600)
    expect((await readdir(scratch.path)).filter((name) => name.includes('unfinished'))).toEqual([])
  })

  test('goes into an empty folder, and never into one with files', async () => {
    await mkdir(scratch.in('empty'))
    await backUp(stores, scratch.in('empty'))
    await expect(backUp(stores, scratch.in('empty'))).rejects.toMatchObject({
      code: 'backup_refused',
      message: expect.stringMatching(/not empty/),
    })
  })

  test('says what is wrong with a path', async () => {
    await writeFile(scratch.in('file'), '')
    await expect(backUp(stores, scratch.in('file/x'))).rejects.toMatchObject({
      code: 'backup_failed',
      message: expect.stringMatching(/is a file/),
    })
  })

  test('of a database without tables is refused', async () => {
    await using nothing = await openBare('embedded')
    await expect(backUp(nothing, scratch.in('none'))).rejects.toMatchObject({
      code: 'backup_refused',
      message: expect.stringMatching(/is empty/),
    })
  })

  test('waits for no other: the second of two at once is told so', async () => {
    const both = await Promise.allSettled([backUp(stores, scratch.in('a')), backUp(stores, scratch.in('b'))])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'run_active' } })
  })

  test('that was interrupted leaves nothing, and removes what a killed one has left', async () => {
    const leftover = scratch.in(`again.unfinished.${2 ** 22 + 1}`)
    await mkdir(leftover)
    const stop = new AbortController()
    const halfway = { signal: stop.signal, onTable: (name: string) => name === 'game' && stop.abort() }
    await expect(backUp(stores, scratch.in('again'), halfway)).rejects.toMatchObject({ code: 'interrupted' })
    expect((await readdir(scratch.path)).filter((name) => name.startsWith('again'))).toEqual([])
    await backUp(stores, scratch.in('again'))
  })
})
