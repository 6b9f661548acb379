import { afterAll, afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { insertResponse, listResponses } from '#db/api/responses'
import { upsertSource } from '#db/source/queries'
import { rowsOf } from '#db/stores'
import { findSource } from '#seed/sources/index'
import { catalogueHash } from '#tests/support/catalogue-hash'
import { runSeed } from '#tests/support/seed-process'
import { createTestStores, type TestStores } from '#tests/support/stores'

const FOLDER = mkdtempSync(join(tmpdir(), 'vestim-minimise-'))
afterAll(() => rmSync(FOLDER, { recursive: true }))
const SLOW = 120_000

/** These tests read what other processes have written, so they need a server. */
const onServer = test.skipIf(!process.env.TEST_DATABASE_URL)

let stores: TestStores
beforeEach(async () => {
  stores = await createTestStores()
})
afterEach(() => stores[Symbol.asyncDispose]())

const entry = (name: string, format: 'csv' | 'json') => ({
  name,
  format,
  key: 'id',
  map: { title: 'title', year: 'year' },
})
writeFileSync(
  join(FOLDER, 'config.json'),
  JSON.stringify({ sources: [entry('rows', 'csv'), entry('objects', 'json'), entry('folder', 'csv')] }),
)
writeFileSync(join(FOLDER, 'none.json'), JSON.stringify({ sources: [] }))

function file(name: string, text: string): string {
  writeFileSync(join(FOLDER, name), text)
  return join(FOLDER, name)
}

const seed = (args: readonly string[], config = 'config.json') =>
  runSeed([...args, '--config', join(FOLDER, config), '--quiet'], { DATABASE_URL: stores.databaseUrl ?? '' })

const rawTexts = async () =>
  (await rowsOf<{ raw: string }>(stores.db, sql`select raw from source_record order by id`)).map(({ raw }) => raw)

/** Stores texts as an earlier release did, which kept personal fields. */
async function storeAsBefore(texts: Readonly<Record<string, string>>): Promise<void> {
  for (const [key, raw] of Object.entries(texts))
    await stores.db.execute(sql`update source_record set raw = ${raw}, content_hash = 7 where source_key = ${key}`)
}

describe('seed minimise', () => {
  onServer(
    'removes personal fields from records as a load does, so that the same file is unchanged afterwards',
    async () => {
      const rows = file('rows.csv', 'id,title,year,email\n1,Elite,1984,ann@example.org\n2,"Doom, II",1994,\n')
      const objects = file(
        'objects.json',
        '[{"id":"7","title":"Tetris","year":1984,"reviewer":"Ann","note":"a@b.org"}]',
      )
      expect((await seed(['rows', rows])).exit).toBe(0)
      expect((await seed(['objects', objects])).exit).toBe(0)
      const [hash, minimised] = [await catalogueHash(stores.db), await rawTexts()]
      expect(minimised.join()).not.toMatch(/Ann|ann|a@b/)
      await storeAsBefore({
        1: '1,Elite,1984,ann@example.org',
        7: '{"id":"7","title":"Tetris","year":1984,"reviewer":"Ann","note":"a@b.org"}',
      })
      const { exit, out } = await seed(['minimise'])
      expect({ exit, lines: out.trim().split('\n') }).toEqual({
        exit: 0,
        lines: [
          'objects: 1 of 1 records had personal data, which was removed',
          'rows: 1 of 2 records had personal data, which was removed',
        ],
      })
      expect(await rawTexts()).toEqual(minimised)
      expect(await catalogueHash(stores.db)).toBe(hash)
      expect((await seed(['rows', rows])).out).toContain('2 unchanged')
      expect((await seed(['objects', objects])).out).toContain('1 unchanged')
      expect((await seed(['minimise', 'rows'])).out).toBe('rows: 0 of 2 records had personal data, which was removed\n')
    },
    SLOW,
  )

  onServer(
    'removes an address that a record states itself, from its game too, as a load does',
    async () => {
      const rows = file('rows.csv', 'id,title,year,email\n1,Ask ann@example.org for Elite,1984,\n')
      expect((await seed(['rows', rows])).exit).toBe(0)
      const [hash, minimised] = [await catalogueHash(stores.db), await rawTexts()]
      await storeAsBefore({ 1: '1,Ask ann@example.org for Elite,1984,' })
      await stores.db.execute(
        sql`update source_record set fields = (fields::jsonb || '{"title":"Ask ann@example.org for Elite"}')::json`,
      )
      await stores.db.execute(sql`update game set title = 'Ask ann@example.org for Elite', content_hash = 7`)
      const { out } = await seed(['minimise'])
      expect(out).toContain('rows: 1 of 1 records had personal data')
      expect(out).toContain('1 of them stated it themselves')
      expect(await rawTexts()).toEqual(minimised)
      expect(await rowsOf(stores.db, sql`select title from game`)).toEqual([{ title: 'Ask for Elite' }])
      expect(await catalogueHash(stores.db)).toBe(hash)
      expect((await seed(['rows', rows])).out).toContain('1 unchanged')
    },
    SLOW,
  )

  onServer(
    'reads a record that a replay has accepted with the columns of its file',
    async () => {
      const rows = file('rows.csv', 'id,title,year,reviewer\n1,Elite,soon,\n2,Doom,1993,\n')
      expect((await seed(['rows', rows])).exit).toBe(0)
      await stores.db.execute(sql`update quarantine set raw = '1,Elite,1984,Ann Smith'`)
      expect((await seed(['quarantine', 'rows', '--replay'])).out).toContain('1 accepted')
      await storeAsBefore({ 1: '1,Elite,1984,Ann Smith' })
      expect((await seed(['minimise', 'rows'])).out).toBe('rows: 1 of 2 records had personal data, which was removed\n')
      expect(await rawTexts()).toEqual(['2,Doom,1993,', '1,Elite,1984,'])
    },
    SLOW,
  )

  onServer(
    'has no doubt about rows that are alike by the columns of each file of their run',
    async () => {
      const folder = join(FOLDER, 'two')
      mkdirSync(folder, { recursive: true })
      writeFileSync(join(folder, 'a.csv'), 'id,title,year,author\n1,Elite,1984,\n')
      writeFileSync(join(folder, 'b.csv'), 'id,title,year,reviewer\n2,Doom,1993,\n')
      expect((await seed(['folder', folder])).exit).toBe(0)
      await storeAsBefore({ 1: '1,Elite,1984,Ann Smith' })
      expect((await seed(['minimise', 'folder'])).out).toBe(
        'folder: 1 of 2 records had personal data, which was removed\n',
      )
      expect(await rawTexts()).toEqual(['1,Elite,1984,', '2,Doom,1993,'])
    },
    SLOW,
  )

  onServer(
    'removes only traces where the columns of a row cannot be told, and says so',
    async () => {
      const list = file('rows.csv', 'id,title,year,email\n1,Elite,1984,\n')
      expect((await seed(['rows', list])).exit).toBe(0)
      await storeAsBefore({ 1: '1,Elite,1984,ann@example.org,more' })
      const { out } = await seed(['minimise', 'rows'])
      expect(out).toContain('rows: 1 of 1 records')
      expect(out).toContain('1 rows come from files with different columns')
      expect(await rawTexts()).toEqual(['1,Elite,1984,,more'])
    },
    SLOW,
  )

  onServer(
    'removes personal members from the archived responses of an API',
    async () => {
      const [run] = await rowsOf<{ id: number }>(
        stores.db,
        sql`insert into ingest_run (source_id, dataset, fingerprint, status)
          values (${await upsertSource(stores.db, findSource('steamspy'))}, 'all', 'x', 'done') returning id::int`,
      )
      const texts = ['{"appid":1,"support_info":{"email":"ann@example.org"}}', '{"appid":2}']
      for (const [at, text] of texts.entries())
        await insertResponse(stores.db, run?.id ?? 0, { request: `${at}`, receivedAt: new Date(0), text })
      const { out } = await seed(['minimise', 'steamspy'])
      expect(out).toContain('0 of 0 records, 1 of 2 responses had personal data')
      expect((await listResponses(stores.db, 'steamspy', 0, 9)).map(({ text }) => text)).toEqual([
        '{"appid":1,"support_info":{"email":""}}',
        '{"appid":2}',
      ])
    },
    SLOW,
  )

  onServer(
    'leaves a source alone that is not declared any more, and one that is being loaded',
    async () => {
      expect((await seed(['rows', file('rows.csv', 'id,title,year,email\n1,Elite,1984,\n')])).exit).toBe(0)
      await storeAsBefore({ 1: '1,Elite,1984,ann@example.org' })
      const { exit, out } = await seed(['minimise'], 'none.json')
      expect({ exit, out }).toMatchObject({ exit: 0, out: expect.stringContaining('rows: unchanged') })
      const active = await stores.exclusively('source.rows', () => seed(['minimise', 'rows']))
      expect(active).toMatchObject({ exit: 4, err: expect.stringContaining('rows is being loaded') })
      expect(await rawTexts()).toEqual(['1,Elite,1984,ann@example.org'])
      expect((await seed(['minimise', 'rwos'])).err).toContain('Did you mean rows?')
    },
    SLOW,
  )
})
