import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { cpSync, mkdtempSync, openSync, readdirSync, rmSync, truncateSync, unlinkSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { openEmbedded } from '#db/postgres/embedded'
import { rowsOf } from '#db/stores'

const MINUTES = 180_000
const PAGE = 8192

let parent: string
/** Path of the file of the table `sample`, below the store. */
let table: string

beforeAll(async () => {
  parent = mkdtempSync(join(tmpdir(), 'vestim-damage-'))
  await using store = await openEmbedded({ directory: join(parent, 'sound') })
  await store.db.execute(
    sql`create table sample as select i as id, repeat(md5(i::text), 30) as text from generate_series(1, 1000) i`,
  )
  const [row] = await rowsOf<{ path: string; checksums: string }>(
    store.db,
    sql`select pg_relation_filepath('sample') as path, current_setting('data_checksums') as checksums`,
  )
  table = row?.path ?? ''
  expect(row?.checksums).toBe('on')
}, MINUTES)
afterAll(() => rmSync(parent, { recursive: true }))

/** Returns a copy of the store, damaged. */
function damaged(damage: (files: string) => void): string {
  const directory = mkdtempSync(join(parent, 'copy-'))
  cpSync(join(parent, 'sound'), directory, { recursive: true })
  damage(join(directory, 'postgres'))
  return directory
}

/** Overwrites 64 bytes of a file. */
function overwrite(path: string, at: number): void {
  writeSync(openSync(path, 'r+'), Buffer.alloc(64, 0xaa), 0, 64, at)
}

const log = (files: string) => {
  const segment = readdirSync(join(files, 'pg_wal')).find((name) => /^[0-9A-F]{24}$/.test(name)) ?? ''
  return join(files, 'pg_wal', segment)
}

describe('damaged files of an embedded store', () => {
  const atOpening: [name: string, damage: (files: string) => void][] = [
    ['changed bytes in pg_control', (files) => overwrite(join(files, 'global/pg_control'), 40)],
    ['an empty pg_control', (files) => truncateSync(join(files, 'global/pg_control'), 0)],
    ['changed bytes in the system catalogue', (files) => overwrite(join(files, 'base/5/1259'), 4000)],
    ['changed bytes in the log', (files) => overwrite(log(files), 0)],
    ['a log that is gone', (files) => unlinkSync(log(files))],
  ]
  test.each(atOpening)(
    '%s: opening it fails with a sentence',
    async (_, damage) => {
      const opening = openEmbedded({ directory: damaged(damage) })
      await expect(opening).rejects.toMatchObject({
        code: 'store_refused',
        message: expect.stringContaining('its files are damaged'),
      })
    },
    MINUTES,
  )

  const atReading: [name: string, damage: (files: string) => void, code: string][] = [
    ['changed bytes in a table', (files) => overwrite(join(files, table), 3 * PAGE + 4000), 'XX001'],
    ['a table whose file is gone', (files) => unlinkSync(join(files, table)), '58P01'],
  ]
  test.each(atReading)(
    '%s: reading it fails with a sentence, and the rest can be read',
    async (_, damage, code) => {
      await using store = await openEmbedded({ directory: damaged(damage) })
      await expect(rowsOf(store.db, sql`select sum(length(text)) from sample`)).rejects.toMatchObject({
        cause: { code: 'store_refused', message: expect.stringContaining(`damaged files (SQLSTATE ${code})`) },
      })
      expect(await rowsOf<{ one: number }>(store.db, sql`select 1 as one from pg_class limit 1`)).toEqual([{ one: 1 }])
    },
    MINUTES,
  )
})
