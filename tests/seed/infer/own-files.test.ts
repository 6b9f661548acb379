import { Database } from 'bun:sqlite'
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { inferFile } from '#seed/cli/commands/infer'
import { parseDeclared } from '#seed/declared/config'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vestim-own-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Returns the entry that is drafted for a file of the folder, as the loader reads it, and the remarks in one text. */
async function drafted(file: string) {
  const { config, remarks } = await inferFile(join(folder, file))
  const [entry] = parseDeclared(config, 'draft', [])
  return { entry, remarks: remarks.join('\n') }
}

const write = (file: string, content: string | Uint8Array) => writeFileSync(join(folder, file), content)

function database(file: string, ...statements: string[]): void {
  const sqlite = new Database(join(folder, file))
  for (const statement of statements) sqlite.run(statement)
  sqlite.close()
}

const GAMES = [
  'create table games (game_id integer primary key, title text, released text, platform text)',
  "insert into games values (11, 'Elite', '1984-09-20', 'PC'), (12, 'Doom', '1993-12-10', 'PC'), (15, 'Ultima', '1981-06-01', 'Apple II')",
]

describe('a draft of a SQLite file', () => {
  test('chooses the table with titles, and its primary key', async () => {
    database(
      'games.db',
      'create table platforms (id integer primary key, label text)',
      "insert into platforms values (1, 'PC')",
      ...GAMES,
    )
    const { entry, remarks } = await drafted('games.db')
    expect(entry).toMatchObject({
      format: 'sqlite',
      from: join(folder, 'games.db'),
      query: 'select * from "games"',
      key: 'game_id',
      map: { title: { column: 'title' }, released: { column: 'released' }, platforms: { column: 'platform' } },
    })
    expect(remarks).toContain('"games" seems to be the list. Other tables: "platforms"')
  })

  test('of a table without a key takes its rowid', async () => {
    database('plain.sqlite', 'create table jeux (titre text)', "insert into jeux values ('Elite'), ('Elite')")
    const { entry, remarks } = await drafted('plain.sqlite')
    expect(entry).toMatchObject({ query: 'select rowid, * from "jeux"', key: 'rowid' })
    expect(remarks).toContain('no primary key')
  })

  test('that has no rows is refused', async () => {
    database('empty.db', 'create table games (title text)')
    await expect(drafted('empty.db')).rejects.toThrow('"empty.db" has no table with rows')
  })

  test('that is locked says so', async () => {
    database('locked.db', ...GAMES)
    const other = new Database(join(folder, 'locked.db'))
    other.run('begin exclusive')
    await expect(drafted('locked.db')).rejects.toThrow('"locked.db" is locked by another program')
    other.run('rollback')
    other.close()
    expect((await drafted('locked.db')).entry).toMatchObject({ key: 'game_id' })
  })

  test('that is encrypted says so', async () => {
    write('secret.db', crypto.getRandomValues(new Uint8Array(8_192)))
    await expect(drafted('secret.db')).rejects.toThrow('is not a SQLite database, or it is encrypted')
  })

  test('that is damaged says so', async () => {
    database('damaged.sqlite', ...GAMES)
    const bytes = readFileSync(join(folder, 'damaged.sqlite'))
    write('damaged.sqlite', bytes.fill(0x5a, 4_096))
    await expect(drafted('damaged.sqlite')).rejects.toThrow('The SQLite file of "damaged.sqlite" is damaged')
  })
})

describe('a draft of a Parquet file', () => {
  const column = (name: string, data: (string | number)[], type: 'STRING' | 'INT32') => ({ name, data, type })
  const parquet = (file: string, ...columns: ReturnType<typeof column>[]) =>
    write(file, new Uint8Array(parquetWriteBuffer({ columnData: columns })))

  test('has its columns', async () => {
    parquet(
      'games.parquet',
      column('titre', ['Elite', 'Doom', 'Ultima'], 'STRING'),
      column('code_article', [904, 907, 913], 'INT32'),
    )
    expect((await drafted('games.parquet')).entry).toMatchObject({
      format: 'parquet',
      from: join(folder, 'games.parquet'),
      key: 'code_article',
      map: { title: { column: 'titre' } },
    })
  })

  test('without a column of titles is refused with its columns', async () => {
    parquet('sales.parquet', column('platform', ['PC', 'Wii'], 'STRING'), column('sales', [9, 7], 'INT32'))
    await expect(drafted('sales.parquet')).rejects.toThrow(
      'No column of "sales.parquet" looks like a title. Its columns are "platform", "sales"',
    )
  })

  test('that is cut off is refused', async () => {
    parquet('cut.parquet', column('title', ['Elite'], 'STRING'))
    write('cut.parquet', readFileSync(join(folder, 'cut.parquet')).subarray(0, -6))
    await expect(drafted('cut.parquet')).rejects.toThrow('"cut.parquet" is not complete')
  })
})

describe('a draft of JSON written by columns', () => {
  test('has that layout, and a column as its key if the rows only have numbers', async () => {
    const table = { title: ['Elite', 'Doom', 'Ultima'], year: [1984, 1993, 1981], barcode: ['A-7', 'A-9', 'B-2'] }
    const byRow = (values: unknown[]) => Object.fromEntries(values.map((value, row) => [row, value]))
    write(
      'pandas.json',
      JSON.stringify(Object.fromEntries(Object.entries(table).map(([name, values]) => [name, byRow(values)]))),
    )
    expect((await drafted('pandas.json')).entry).toMatchObject({
      format: 'json',
      layout: 'columns',
      key: 'barcode',
      map: { title: { column: 'title' }, year: { column: 'year' } },
    })
  })

  test('is not taken for a list of records by id, nor the other way round', async () => {
    write('ids.json', JSON.stringify({ 620: { name: 'Portal 2' }, 440: { name: 'Team Fortress 2' } }))
    expect((await drafted('ids.json')).entry).toMatchObject({ key: '@key', map: { title: { column: 'name' } } })
    write('named.json', JSON.stringify({ title: { x1: 'Elite', x7: 'Doom' }, year: { x1: 1984, x7: 1993 } }))
    expect((await drafted('named.json')).entry).toMatchObject({ layout: 'columns', key: '@key' })
  })
})

describe('a draft of a list in another language', () => {
  test('knows French headings, a score out of 20, and an id of any name', async () => {
    write(
      'jeux.csv',
      [
        'Réf;Titre du jeu;Date de sortie;Plateforme;Développeur;Éditeur;Note /20;Ventes',
        'A-001;Elite;20/09/1984;PC;Acornsoft;Acornsoft;17,5;2500000',
        'A-002;Doom;10/12/1993;PC;id Software;GT Interactive;8,2;3500000',
        'A-003;Ultima;01/06/1981;Apple II;Origin;California Pacific;15;50000',
      ].join('\n'),
    )
    expect((await drafted('jeux.csv')).entry).toMatchObject({
      key: 'Réf',
      map: {
        title: { column: 'Titre du jeu' },
        released: { column: 'Date de sortie', date: 'D/M/YYYY' },
        platforms: { column: 'Plateforme' },
        developers: { column: 'Développeur' },
        publishers: { column: 'Éditeur' },
        'score.critics': { column: 'Note /20', scale: 20 },
        salesCopies: { column: 'Ventes' },
      },
    })
  })

  test.each([
    ['German', 'Kennung;Titel;Erscheinungsdatum;Plattform;Entwickler'],
    ['Spanish', 'Código;Título;Fecha de lanzamiento;Plataforma;Desarrollador'],
    ['Italian', 'Codice;Titolo;Data di uscita;Piattaforma;Sviluppatore'],
    ['Portuguese', 'Código;Título;Data de lançamento;Plataforma;Desenvolvedor'],
  ])('knows %s headings', async (language, headings) => {
    write(`${language}.csv`, `${headings}\n7;Elite;1984-09-20;PC;Acornsoft\n9;Doom;1993-12-10;PC;id Software\n`)
    const [key, title = '', released = '', platforms = '', developers = ''] = headings.split(';')
    expect((await drafted(`${language}.csv`)).entry).toMatchObject({
      key,
      map: {
        title: { column: title },
        released: { column: released },
        platforms: { column: platforms },
        developers: { column: developers },
      },
    })
  })
})

test('a draft names the file as it was named, so that the configuration works in the current folder', async () => {
  write('near.csv', 'id;title\n5;Elite\n8;Doom\n')
  const near = relative(process.cwd(), join(folder, 'near.csv'))
  const { config, remarks } = await inferFile(near)
  expect(parseDeclared(config, 'draft', [])).toMatchObject([{ from: near }])
  expect(remarks.join()).toContain('Save the configuration in this folder')
})
