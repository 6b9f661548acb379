import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { countRefusals, listRefused } from '#db/quarantine/queries'
import { listRefusedDatasets } from '#db/quarantine/replay'
import { rowsOf } from '#db/stores'
import type { Mapped } from '#seed/contract/record'
import type { Source } from '#seed/contract/source'
import type { RunOptions } from '#seed/pipeline/options'
import { type Progress, silent } from '#seed/pipeline/progress'
import { openReplay, PARTIAL } from '#seed/pipeline/replay'
import type { RunReport } from '#seed/pipeline/report'
import { runOpened } from '#seed/pipeline/run'
import { type Given, load, memorySource, optionsOf } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores

beforeEach(async () => {
  stores = await createTestStores()
}, 30_000)
afterEach(() => stores[Symbol.asyncDispose]())

type Row = { key: string; title: string; note?: string }

const refused = (key: string, note = ''): Given => ({ key, title: '', note }) as Given

/** A source whose map refuses a record without a title. `keyed`: with the key of the refused record. */
const strict = (pages: readonly (readonly Given[])[], keyed = true): Source => ({
  ...memorySource('a', pages),
  ...(keyed && { keyOf: (value) => (value as Row).key }),
})

/** The same source after a fix: a missing title is replaced by the key, except for records whose note marks them as bad. */
const mended = (source: Source): Source => ({
  ...source,
  map: (row): Mapped => {
    const { key, title, note } = row as Row
    if (note === 'bad') return { ok: false, reject: { code: 'invalid_value', message: 'It is bad.' } }
    return { ok: true, key, record: { title: title || `Game ${key}${note ?? ''}` } }
  },
})

async function replay(source: Source, options: Partial<RunOptions> = {}): Promise<RunReport> {
  const [list] = await listRefusedDatasets(stores.db, 'a', PARTIAL)
  if (!list) throw new Error('nothing is refused')
  return runOpened({ ...optionsOf(stores, source), ...options }, openReplay(stores.db, source, list))
}

const titles = async () =>
  (await rowsOf<{ title: string }>(stores.db, sql`select title from game order by title`)).map(({ title }) => title)
const codes = async () => (await listRefused(stores.db, { sources: ['a'] }, 0, 100)).map(({ code }) => code).sort()
const elite: Given = { key: 'elite', title: 'Elite' }

describe('refused records tried again', () => {
  const source = strict([[elite, refused('x'), refused('y', 'bad'), 'rubbish']])

  test('are a separate run: accepted ones leave quarantine, the rest stays with its current reason', async () => {
    await load(stores, source)
    const report = await replay(mended(source))
    expect(report).toMatchObject({ read: 3, accepted: 1, unchanged: 0, duplicate: 0, quarantined: 2 })
    expect(report.games).toEqual({ created: 1, updated: 0, merged: 0 })
    expect(await titles()).toEqual(['Elite', 'Game x'])
    expect(await codes()).toEqual(['invalid_json', 'invalid_value'])
    expect(await replay(mended(source))).toMatchObject({ read: 2, accepted: 0, quarantined: 2 })
  })

  test('are archived as from their source: loading it again changes nothing and adds no refusal', async () => {
    await load(stores, source)
    await replay(mended(source))
    const report = await load(stores, mended(source))
    expect(report).toMatchObject({ read: 4, accepted: 0, unchanged: 2, quarantined: 2 })
    expect(await codes()).toEqual(['invalid_json', 'invalid_value'])
  })

  test('with the same key: the latest is accepted, the others stay as duplicates', async () => {
    await load(stores, strict([[refused('x', ' one')]], false))
    await load(stores, strict([[refused('x', ' two')]], false))
    expect(await replay(mended(source))).toMatchObject({ read: 2, accepted: 1, duplicate: 1 })
    expect(await titles()).toEqual(['Game x two'])
    expect(await codes()).toEqual(['duplicate_key'])
  })

  const stoppedBy = async (hook: (stop: () => void) => Partial<Progress>) => {
    const stop = new AbortController()
    const progress = { ...silent, ...hook(() => stop.abort()) }
    await expect(replay(mended(source), { signal: stop.signal, progress })).rejects.toThrow('Interrupted')
  }

  test('in a run stopped before archiving are tried again, and none twice', async () => {
    await load(stores, source)
    await stoppedBy((stop) => ({ read: stop }))
    expect(await replay(mended(source))).toMatchObject({ read: 3, accepted: 1, duplicate: 0, quarantined: 2 })
    expect(await rowsOf(stores.db, sql`select from pg_tables where tablename ~ '^staging_[0-9]'`)).toEqual([])
  })

  test('in a run stopped after archiving are in the catalogue after the next run', async () => {
    await load(stores, source)
    await stoppedBy((stop) => ({ phase: (name) => name === 'matching' && stop() }))
    expect(await codes()).toEqual(['invalid_json', 'invalid_value'])
    expect(await replay(mended(source))).toMatchObject({ read: 2, quarantined: 2, games: { created: 1 } })
    expect(await titles()).toEqual(['Elite', 'Game x'])
    expect(await rowsOf(stores.db, sql`select from source_record`)).toHaveLength(2)
  })

  test('neither abandon nor resume an unfinished run of their list', async () => {
    await load(stores, source)
    await stores.db.execute(sql`update ingest_run set status = 'reading', checkpoint = '{"page":1}'`)
    await replay(mended(source))
    expect(await rowsOf(stores.db, sql`select status from ingest_run order by id`)).toMatchObject([
      { status: 'reading' },
      { status: 'done' },
    ])
  })
})

describe('a record accepted by replay', () => {
  test('replaces the older record of its key if the key was certainly not read since', async () => {
    await load(stores, strict([[{ key: 'x', title: 'Old' }]]))
    await load(stores, strict([[refused('x')]]))
    expect(await replay(mended(strict([])))).toMatchObject({ read: 1, accepted: 1 })
    expect(await titles()).toEqual(['Game x'])
  })

  test('never replaces a newer record', async () => {
    await load(stores, strict([[refused('x')]], false))
    await load(stores, strict([[{ key: 'x', title: 'New' }]], false))
    expect(await replay(mended(strict([])))).toMatchObject({ read: 1, accepted: 0, duplicate: 1 })
    expect(await titles()).toEqual(['New'])
    expect(await codes()).toEqual(['duplicate_key'])
  })

  test('never replaces a record that may have been read since', async () => {
    const old: Given = { key: 'x', title: 'Old' }
    await load(stores, strict([[old]], false))
    await load(stores, strict([[refused('x')]], false))
    await load(stores, strict([[old]], false))
    expect(await replay(mended(strict([])))).toMatchObject({ accepted: 0, duplicate: 1 })
    expect(await titles()).toEqual(['Old'])
  })
})

describe('a refused record with a key', () => {
  test('counts once at any position, and is resolved once the key is accepted', async () => {
    await load(stores, strict([[elite, refused('x')]]))
    await load(stores, strict([[refused('x'), elite]]))
    expect(await listRefused(stores.db, { sources: ['a'] }, 0, 9)).toMatchObject([
      { key: 'x', code: 'missing_title', run: 2 },
    ])
    await load(stores, strict([[elite, { key: 'x', title: 'Fine' }]]))
    expect(await codes()).toEqual([])
    expect(await rowsOf(stores.db, sql`select from quarantine where resolved_at is not null`)).toHaveLength(1)
  })

  test('is listed with its current text: the former one is resolved, and returns if the record changes back', async () => {
    await load(stores, strict([[refused('x', 'one')]]))
    await load(stores, strict([[refused('x', 'two')]]))
    expect((await listRefused(stores.db, { sources: ['a'] }, 0, 9)).map(({ raw }) => raw)).toEqual([
      expect.stringContaining('two'),
    ])
    await load(stores, strict([[refused('x', 'one')]]))
    expect((await listRefused(stores.db, { sources: ['a'] }, 0, 9)).map(({ raw }) => raw)).toEqual([
      expect.stringContaining('one'),
    ])
  })

  test('whose key cannot be stored is stored without it', async () => {
    const source = { ...strict([[{ key: 'x\0', title: 'Nul' }]]) }
    expect(await load(stores, source)).toMatchObject({ read: 1, quarantined: 1 })
    expect(await listRefused(stores.db, { sources: ['a'] }, 0, 9)).toMatchObject([{ key: null, code: 'nul_byte' }])
  })
})

test('a text stored damaged or cut is not tried again', async () => {
  await load(stores, strict([['nul\0', 'half \ud83d', 'whole']]))
  await stores.db.execute(sql`update quarantine set code = 'truncated' where raw = 'whole'`)
  expect(await listRefusedDatasets(stores.db, 'a', PARTIAL)).toMatchObject([{ whole: 0, broken: 3, expired: 0 }])
})

test('a text that was deleted after its time is not tried again, and is counted apart', async () => {
  await load(stores, strict([[refused('x', 'one'), refused('y', 'two')]]))
  await stores.db.execute(sql`update quarantine set raw = null where source_key = 'x'`)
  expect(await listRefusedDatasets(stores.db, 'a', PARTIAL)).toMatchObject([{ whole: 1, broken: 0, expired: 1 }])
  expect(await countRefusals(stores.db, 'a')).toMatchObject([{ count: 2, expired: 1 }])
})
