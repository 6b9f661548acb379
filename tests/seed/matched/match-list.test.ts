import { Database } from 'bun:sqlite'
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { openMatchList } from '#seed/matched/open'
import { type MatchListCounts, matchList } from '#seed/matched/run'
import { PRESS, SHOP } from '#tests/db/match/listed-titles'
import { NO_KEYS } from '#tests/support/api-access'
import { load, memorySource, stillClock } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'

setDefaultTimeout(60_000)

let stores: TestStores
let folder: string

beforeAll(async () => {
  stores = await createTestStores()
  await load(stores, memorySource('shop', [SHOP]))
  await load(stores, memorySource('press', [PRESS]))
  await load(stores, memorySource('steam', [[{ key: '70', title: 'Half-Life' }]]))
  folder = await mkdtemp(join(tmpdir(), 'vestim-match-list-'))
})
afterAll(async () => {
  await stores[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

type Written = { text: string; counts: MatchListCounts; fields: string[]; ending: string }

async function matched(name: string, content: string | Uint8Array): Promise<Written> {
  const path = join(folder, name)
  await Bun.write(path, content)
  const list = await openMatchList(path, { stores, clock: stillClock, credentials: NO_KEYS })
  const pieces: Uint8Array[] = []
  const counts = await matchList({
    db: stores.db,
    list,
    signal: new AbortController().signal,
    take: async (bytes) => void pieces.push(bytes),
    onPage: () => {},
  })
  return { text: Buffer.concat(pieces).toString(), counts, fields: list.fields, ending: list.writer.ending }
}

const rowsOf = (text: string, delimiter = ','): Record<string, string>[] =>
  parse(text, { columns: true, delimiter, bom: true })

describe('a list is written again', () => {
  test('as CSV in its dialect, each row with its decision, in its order', async () => {
    const list = 'Titel;Jahr;Konsole;Verlag\r\nPORTAL II;2011;PS3;Valve\r\nDoom;;PC;\r\n"Tetris; or not";1989;;\r\n'
    const { text, counts, fields, ending } = await matched('german.csv', list)
    expect([fields, ending]).toEqual([['title = "Titel"', 'year = "Jahr"', 'platforms = "Konsole"'], 'csv'])
    expect(counts).toEqual({ match: 1, review: 1, none: 1, refused: 0 })
    const [header, portal, ...others] = text.split('\r\n')
    expect(header).toBe(
      'Titel;Jahr;Konsole;Verlag;vestimId;vestimSlug;vestimTitle;vestimBand;vestimBits;vestimEvidence;vestimAlternatives',
    )
    expect(portal).toStartWith('PORTAL II;2011;PS3;Valve;')
    expect(portal).toContain(';portal-2;Portal 2;match;')
    expect(portal).toContain('"title equal after normalising numerals, articles and tags +17; year equal +4.3;')
    expect(others[0]).toContain(';doom;DOOM;review;')
    expect(others[0]).toContain('doom-2016 (21.6)')
    expect(others[1]).toStartWith('"Tetris; or not";1989;;;;;;none;')
  })

  test('with every row, also those that cannot be read, and harmless to a spreadsheet', async () => {
    const list = [
      'title,year,note',
      '=HYPERLINK("x"),2001,-5',
      '-KLAUS-,1999,+1.5%',
      ',2001,no title',
      'Portal 2,2011,@SUM(A1)',
      'too,many,cells,here',
      '"not closed,2001,x',
    ].join('\n')
    const { text, counts } = await matched('odd.csv', `${list}\n`)
    expect(counts).toEqual({ match: 1, review: 0, none: 2, refused: 3 })
    const rows = rowsOf(text)
    expect(rows.map(({ title }) => title)).toEqual([
      `'=HYPERLINK("x")`,
      "'-KLAUS-",
      '',
      'Portal 2',
      'too,many,cells,here',
      '"not closed,2001,x',
    ])
    expect(rows.map(({ note }) => note)).toEqual(['-5', '+1.5%', 'no title', "'@SUM(A1)", '', ''])
    expect(
      rows.map(({ vestimBand, vestimEvidence }) => (vestimBand === 'refused' ? vestimEvidence : vestimBand)),
    ).toEqual([
      'none',
      'none',
      'The row has no title.',
      'match',
      'The row has 4 cells where the header has 3.',
      expect.stringContaining('quote'),
    ])
  })

  test('by its title where another value cannot be read', async () => {
    const years = Array.from({ length: 30 }, (_, at) => `Game ${at},${1980 + at}`)
    const { text, counts } = await matched('years.csv', `title,year\n${years.join('\n')}\nPortal 2,99999\n`)
    expect(counts).toMatchObject({ match: 1, refused: 0 })
    expect(rowsOf(text).at(-1)).toMatchObject({
      year: '99999',
      vestimSlug: 'portal-2',
      vestimEvidence: 'title equal +21.1',
    })
  })

  test('again, with other names for its new columns', async () => {
    const once = await matched('once.csv', 'title\nPortal 2\n')
    const twice = await matched('twice.csv', once.text)
    expect(rowsOf(twice.text)[0]).toMatchObject({
      vestimSlug: 'portal-2',
      vestimSlug2: 'portal-2',
      vestimBand2: 'match',
    })
  })

  test('in UTF-8, marked as such if it was not UTF-8 or had a mark', async () => {
    const latin = await matched('latin.csv', Buffer.from('titre,ann\xe9e\nPok\xe9mon la l\xe9gende,1999\n', 'latin1'))
    expect([...latin.text.slice(0, 6)]).toEqual(['\uFEFF', ...'titre'])
    expect(latin.text).toContain('Pokémon la légende,1999,')
    expect((await matched('mark.csv', '\uFEFFtitle\nPortal 2\n')).text).toStartWith('\uFEFFtitle,')
    expect((await matched('plain.csv', 'title\nPortal 2\n')).text).toStartWith('title,')
  })

  test('as NDJSON and JSON with the numbers and members that it has', async () => {
    const big = '{"title":"Portal 2","id":12345678901234567890,"nested":{"a":[1,2]}}'
    const lines = await matched('list.ndjson', `${big}\nno JSON\n{"title":"Nothing"}\n`)
    expect(lines.counts).toEqual({ match: 1, review: 0, none: 1, refused: 1 })
    const [first, second] = lines.text.trimEnd().split('\n')
    expect(first).toStartWith(`${big.slice(0, -1)},"vestimId":"`)
    expect(JSON.parse(second ?? '')).toMatchObject({ unread: 'no JSON', vestimBand: 'refused' })
    const array = await matched('list.json', `[\n  {\n "title": "Portal 2"\n },\n {"title": "Doom", "year": 1993}\n]`)
    expect([array.ending, JSON.parse(array.text)]).toMatchObject([
      'json',
      [
        { title: 'Portal 2', vestimBand: 'match' },
        { year: 1993, vestimSlug: 'doom' },
      ],
    ])
  })

  test('as CSV from a format that is no text', async () => {
    const path = join(folder, 'list.sqlite')
    using database = new Database(path)
    database.run('create table games (id integer primary key, title text, year integer)')
    database.run("insert into games (title, year) values ('Portal 2', 2011), ('Nobody knows it', null)")
    database.close()
    const { text, ending } = await matched('copy.sqlite', new Uint8Array(await Bun.file(path).arrayBuffer()))
    expect(ending).toBe('csv')
    expect(rowsOf(text)).toMatchObject([
      { id: '1', title: 'Portal 2', vestimSlug: 'portal-2' },
      { id: '2', vestimBand: 'none' },
    ])
  })

  test('by ids of shops', async () => {
    const { text, fields } = await matched('ids.csv', 'steam_id,name\n70,Freeman\n71,Freeman\n')
    expect(fields).toEqual(['title = "name"', 'externalIds.steam = "steam_id"'])
    expect(rowsOf(text)).toMatchObject([{ vestimSlug: 'half-life', vestimBand: 'match' }, { vestimBand: 'none' }])
  })
})
