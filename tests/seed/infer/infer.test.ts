import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { Failure } from '#lib/errors'
import { inferFile } from '#seed/cli/commands/infer'
import { parseDeclared } from '#seed/declared/config'
import { isDatabase } from '#seed/declared/is-database'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vestim-infer-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** The entry that is drafted for a file of this content, as the loader reads it, and the remarks in one text. */
async function inferred(file: string, content: string) {
  writeFileSync(join(folder, file), content)
  const { config, remarks } = await inferFile(join(folder, file))
  const [entry] = parseDeclared(config, 'draft', [])
  if (!entry || isDatabase(entry)) throw new Error('no list is drafted')
  return { ...entry, remarks: remarks.join('\n') }
}

/** The code of an expected failure; any other error stays one. */
function codeOf(error: unknown): string {
  if (error instanceof Failure && error.code === 'wrong_header') return error.code
  throw error
}

const table = (...rows: string[]) => `${rows.join('\n')}\n`

describe('a draft', () => {
  test('of objects whose members are named by ids says how many columns were not looked at', async () => {
    const row = (at: number) => ({ name: `Game ${at}`, ...Object.fromEntries(pathsFrom(at)) })
    const pathsFrom = (at: number) => Array.from({ length: 100 }, (_, member) => [`c${at}_${member}`, 1])
    const rows = Array.from({ length: 1_000 }, (_, at) => JSON.stringify(row(at)))
    const { map, remarks } = await inferred('many.ndjson', table(...rows))
    expect(map.title).toEqual({ column: 'name' })
    expect(remarks).toContain('only the first 2000 columns were looked at, and there are 98001 more')
  })

  test('of a table with an id, dates, flags, votes for and against', async () => {
    const { name, key, map, remarks } = await inferred(
      'Steam games.csv',
      table(
        'AppID;Name;Release Date;win_support;mac_support;Positive;Negative;Owners',
        '620;Portal 2;4/18/2011;1;1;300;10;10,000,000 .. 20,000,000',
        '440;Team Fortress 2;10/10/2007;1;0;200;20;50,000,000 .. 100,000,000',
      ),
    )
    expect({ name, key }).toEqual({ name: 'steam-games', key: 'AppID' })
    expect(map).toEqual({
      title: { column: 'Name' },
      released: { column: 'Release Date', date: 'M/D/YYYY' },
      platforms: { flags: { win_support: 'PC', mac_support: 'Mac' } },
      popularity: { column: 'Owners', number: true },
      'score.users': { column: 'Positive', against: 'Negative' },
      votes: { column: ['Positive', 'Negative'] },
      'externalIds.steam': { column: 'AppID' },
    })
    expect(remarks).toContain('licence: state the terms')
  })

  test('of a table without an id joins a key, and says where day and month may be swapped', async () => {
    const { key, map, remarks } = await inferred(
      'plain.csv',
      table(
        'game,console,release date,metascore,sold',
        'Elite,NES,01-02-1991,NA,1.5',
        'Elite,Wii,03-04-1993,93,0.02',
        'Doom,PC,05-06-1994,88,3',
      ),
    )
    expect(key).toEqual(['game', 'release date'])
    expect(map).toMatchObject({
      platforms: { column: 'console' },
      released: { column: 'release date', date: 'D-M-YYYY' },
      'score.critics': { column: 'metascore', scale: 100, missing: 'NA' },
      salesCopies: { column: 'sold', number: 1_000_000 },
    })
    expect(remarks).toContain('fits both D-M-YYYY and M-D-YYYY')
    expect(remarks).toContain('read as millions')
  })

  test('of numbers with K and m', async () => {
    const { map, remarks } = await inferred('sold.csv', table('game,sold', 'Elite,1.5m', 'Doom,300K', 'Tetris,35m'))
    expect(map.salesCopies).toEqual({ column: 'sold', number: true })
    expect(remarks).not.toContain('read as millions')
  })

  test('of JSON finds the list, paths through it, and numbers that stand for words', async () => {
    const game = (id: number) => ({
      id,
      name: `Game ${id}`,
      systems: [{ platform: { name: id % 2 ? 'PC' : 'Wii' } }],
      genres: [12, 31],
      first_release_date: 1_474_416_000 + id,
    })
    const { format, records, key, map, remarks } = await inferred(
      'answer.json',
      JSON.stringify({ count: 2, data: { items: [game(7), game(9), game(12)] } }),
    )
    expect({ format, records, key }).toEqual({ format: 'json', records: 'data.items', key: 'id' })
    expect(map).toMatchObject({
      platforms: { column: 'systems.platform.name' },
      genres: { column: 'genres' },
      released: { column: 'first_release_date', date: 'X' },
    })
    expect(remarks).toContain('"genres" has numbers: add the meaning of each as codes')
    expect(remarks).toContain('seconds since 1970')
  })

  test('finds tags beside genres', async () => {
    const lines = ['name,genre,tags', 'Elite,Action,"Space, Open World"', 'Doom,Shooter,"Gore, Fast-Paced"']
    expect((await inferred('tagged.csv', table(...lines))).map).toMatchObject({
      genres: { column: 'genre' },
      tags: { column: 'tags', split: ',' },
    })
  })

  test('of NDJSON has that format, and does not use the name of a command', async () => {
    const { name, format } = await inferred('list.txt', table('{"id":5,"title":"Elite"}', '{"id":8,"title":"Doom"}'))
    expect({ name, format }).toEqual({ name: 'my-list', format: 'ndjson' })
  })

  test('is always a valid configuration', async () => {
    const name = fc.oneof(
      fc.constantFrom('title', 'platforms', 'genres', 'votes', 'score', 'sold', 'id', ''),
      fc.string(),
    )
    const text = fc.oneof(fc.string(), fc.constantFrom('NA', '-1', '3.5', '1/2/2003', 'PC, Wii', "['a']", 'TRUE'))
    const value = fc.oneof(
      text,
      fc.integer(),
      fc.boolean(),
      fc.array(text),
      fc.dictionary(name, text),
      fc.constant(null),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(fc.dictionary(name, value), { minLength: 1, maxLength: 5 }), async (rows) => {
        const drafted = await inferred('law.ndjson', table(...rows.map((row) => JSON.stringify(row)))).catch(codeOf)
        if (drafted !== 'wrong_header') expect(drafted).toMatchObject({ name: 'law', format: 'ndjson' })
      }),
    )
  })

  test('of a file without a list of records is refused', async () => {
    await expect(inferred('none.json', '[]')).rejects.toMatchObject({ code: 'wrong_header' })
    await expect(inferFile(join(folder, 'nowhere.csv'))).rejects.toMatchObject({ code: 'source_unreadable' })
  })
})
