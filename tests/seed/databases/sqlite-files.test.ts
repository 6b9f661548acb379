import { Database } from 'bun:sqlite'
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createVirtualClock } from '../api/virtual-clock'
import { databaseSource, pagesOf } from './read'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vestim-sqlite-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function database(file: string): string {
  const path = join(folder, file)
  const sqlite = new Database(path)
  sqlite.run('create table games (id integer primary key, title text)')
  sqlite.run("insert into games values (1, 'Elite'), (2, 'Doom')")
  sqlite.close()
  return path
}

/** Returns the failure of a load, after all of its retries. */
const failureOf = (from: string) =>
  pagesOf(
    databaseSource({ format: 'sqlite', from, query: 'select * from games' }),
    undefined,
    createVirtualClock(),
  ).then(
    () => undefined,
    (error: unknown) => error,
  )

test('the load of a SQLite file that another program has locked says so, and works after that', async () => {
  const path = database('locked.db')
  const other = new Database(path)
  other.run('begin exclusive')
  expect(await failureOf(path)).toMatchObject({
    code: 'source_unavailable',
    message: expect.stringContaining('is locked by another program: close that program or read a copy'),
  })
  other.run('rollback')
  other.close()
  expect(await failureOf(path)).toBeUndefined()
})

test('the load of one that is encrypted says so', async () => {
  const path = join(folder, 'secret.db')
  writeFileSync(path, crypto.getRandomValues(new Uint8Array(8_192)))
  expect(await failureOf(path)).toMatchObject({
    code: 'source_unreadable',
    message: expect.stringContaining('is not a SQLite database, or it is encrypted'),
  })
})

test('the load of one that is damaged says so', async () => {
  const path = database('damaged.db')
  writeFileSync(path, readFileSync(path).fill(0x5a, 4_096))
  expect(await failureOf(path)).toMatchObject({
    code: 'source_unreadable',
    message: expect.stringContaining('is damaged: use a copy made before'),
  })
})
