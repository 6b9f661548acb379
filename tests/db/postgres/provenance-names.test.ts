import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { drizzle } from 'drizzle-orm/pglite'
import { listActiveOverrides } from '#db/decision/queries'
import { findProvenance } from '#db/game/detail'
import type { Db } from '#db/stores'
import { type OlderStore, openOlderStore } from '#tests/support/older-schema'

const ID = '00000000-0000-7000-8000-00000000000'
const claim = (value: unknown) => ({ by: { source: 'list', dataset: 'list', key: '1' }, value })
const fact = (value: unknown) => ({ rule: 'only', winners: [claim(value)], losers: [] })
const lock = { author: 'ada', reason: null, at: '2026-01-01T00:00:00.000Z', value: 87 }

/** Provenance as release 0.1.0 stores it. */
const OLD = {
  title: fact('Okami'),
  critics: { rule: 'lock', winners: [], losers: [claim({ value: 93 })], lock },
  users: fact({ value: 80 }),
  externalIds: fact([{ source: 'list', id: '1' }]),
  relations: fact([{ relation: 'port_of', source: 'list', id: '2' }]),
  releases: {
    rule: 'union',
    winners: [claim(['pc||', 'pc||goty', 'wii|eu+jp|', 'wii|na|50%, [new]']), claim(['ps2||'])],
    losers: [],
  },
  'releases.ps4': { rule: 'lock', winners: [], losers: [], lock: { ...lock, value: [] } },
  'releases.pc||.released': fact({ date: '2017-12-12', precision: 'day' }),
  'releases.pc||goty.salesCopies': fact(7),
  'releases.wii|eu+jp|.released': fact({ date: '2008-01-01', precision: 'year' }),
  'releases.wii|na|50%, [new].salesCopies': fact(9),
}

const NEW = {
  title: OLD.title,
  'score.critics': OLD.critics,
  'score.users': OLD.users,
  ids: OLD.externalIds,
  related: OLD.relations,
  releases: {
    rule: 'union',
    winners: [
      claim([
        'releases.pc',
        'releases.pc[edition=goty]',
        'releases.wii[region=eu+jp]',
        'releases.wii[region=na,edition=50%25%2C [new%5D]',
      ]),
      claim(['releases.ps2']),
    ],
    losers: [],
  },
  'releases.ps4': OLD['releases.ps4'],
  'releases.pc.released': OLD['releases.pc||.released'],
  'releases.pc[edition=goty].salesCopies': OLD['releases.pc||goty.salesCopies'],
  'releases.wii[region=eu+jp].released': OLD['releases.wii|eu+jp|.released'],
  'releases.wii[region=na,edition=50%25%2C [new%5D].salesCopies': OLD['releases.wii|na|50%, [new].salesCopies'],
}

const FIELDS = ['score.critics', 'related', 'releases.ps4', 'title']

let store: OlderStore
let db: Db
let applied: readonly string[]

beforeAll(async () => {
  store = await openOlderStore('0014_mapped_names.sql')
  await insertOldRows()
  applied = await store.upgrade()
  db = drizzle({ client: store.client }) as unknown as Db // safe: the query builder is the same for every driver
})
afterAll(() => store.client.close())

async function insertOldRows(): Promise<void> {
  for (const [at, provenance] of [OLD, { title: OLD.title }, {}].entries())
    await store.client.query(
      `insert into game (id, slug, title, sort_title, kind, provenance, content_hash, version)
        values ($1, $2, 'Okami', 'okami', 'game', $3, 42, 3)`,
      [`${ID}${at}`, `okami-${at}`, JSON.stringify(provenance)],
    )
  await store.client.query('delete from search_outbox')
  for (const [at, field] of FIELDS.entries()) {
    await store.client.query("insert into decision (id, kind, author, decided_at) values ($1, 'override', 'ada', $2)", [
      `${ID}${at}`,
      `2026-01-0${at + 1}`,
    ])
    await store.client.query("insert into field_lock values ($1, 'list', 'list', '1', $2, '1')", [`${ID}${at}`, field])
  }
}

describe('a database of release 0.1.0, once migrated', () => {
  test('names the members of provenance as the game does, and loses none of what they say', async () => {
    expect(applied).toContain('0015_provenance_names.sql')
    const stored: unknown[] = await Promise.all([0, 1, 2].map((at) => findProvenance(db, `${ID}${at}`)))
    expect(stored).toEqual([NEW, { title: OLD.title }, {}])
  })

  test('keeps the fields of overrides, which have these names already', async () =>
    expect((await listActiveOverrides(db)).map(({ field }) => field)).toEqual(FIELDS))

  test('keeps versions and content hashes: the next match of a game writes it once', async () => {
    const { rows } = await store.client.query('select distinct version, content_hash::int as hash from game')
    expect(rows).toEqual([{ version: 3, hash: 42 }])
    expect((await store.client.query('select game_id from search_outbox')).rows).toEqual([])
  })

  test('keeps no function of the migration', async () =>
    expect((await store.client.query("select proname from pg_proc where proname like '%_0015'")).rows).toEqual([]))
})
