import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openInputs } from '#seed/input/open'
import { csvSource } from '#seed/sources/shared/csv-source'
import { openSteamspy } from '#seed/sources/steamspy/read'
import { noApi } from '#tests/support/api-access'
import { stillClock } from '#tests/support/memory-source'
import { type Member, zipOf } from '#tests/support/zip'

const TABLE = 'Name,Year\nTetris,1989\nElite,1984\n'
const csv = { extensions: ['.csv'] }
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vestim-zip-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function archive(members: readonly Member[] | Uint8Array): Promise<string> {
  const path = join(folder, 'lists.zip')
  await writeFile(path, members instanceof Uint8Array ? members : zipOf(members))
  return path
}

describe('a zip archive', () => {
  test('yields every member with one of the extensions as a file, sorted, with name, size and bytes', async () => {
    const long = `Name,Year\n${Array.from({ length: 100_000 }, (_, row) => `Game ${row},${1980 + (row % 40)}\n`).join('')}`
    const path = await archive([
      { name: 'more/two.csv', text: TABLE, method: 0 },
      { name: 'a.csv', text: long },
      { name: 'notes.md', text: '# notes' },
      { name: '__MACOSX/._a.csv', text: 'junk' },
      { name: 'more/', text: '', method: 0 },
    ])
    const inputs = await openInputs(path, csv)
    expect(inputs.map(({ name, size }) => [name, size])).toEqual([
      ['lists.zip/a.csv', long.length],
      ['lists.zip/more/two.csv', TABLE.length],
    ])
    for (const [at, text] of [long, TABLE].entries())
      expect(Buffer.concat(await Array.fromAsync(inputs[at]?.slice(10) ?? [])).toString()).toBe(text.slice(10))
    expect(new Set(inputs.map(({ fingerprint }) => fingerprint)).size).toBe(2)
  })

  test('is a list of its source, whose positions name the member', async () => {
    const sales = 'Rank,Name,Platform,Year,Genre,Publisher,NA_Sales,EU_Sales,JP_Sales,Other_Sales,Global_Sales\n'
    const path = await archive([
      { name: 'a.csv', text: `${sales}1,Tetris,GB,1989,Puzzle,Nintendo,1,1,1,1,4\n` },
      { name: 'b.csv', text: `${sales}1,Elite,C64,1984,Simulation,Firebird,1,1,1,1,4\n` },
      { name: 'empty.csv', text: '' },
    ])
    const opened = await csvSource({ source: 'vgsales' })({ from: path, clock: stillClock, api: noApi })
    const pages = await Array.fromAsync(opened.pages(undefined))
    expect(pages.flatMap(({ records }) => records.map(({ position }) => position.file))).toEqual([
      'lists.zip/a.csv',
      'lists.zip/b.csv',
    ])
    const rest = await Array.fromAsync(opened.pages(pages[0]?.checkpoint))
    expect(rest.flatMap(({ records }) => records)).toEqual(pages[1]?.records ?? [])
  })

  test('of saved pages is read in the order of their numbers', async () => {
    const page = (appid: number) => JSON.stringify({ [appid]: { appid, name: `Game ${appid}` } })
    const path = await archive([
      { name: 'all_page_10.json', text: page(10) },
      { name: 'all_page_2.json', text: page(2) },
    ])
    const { pages } = await openSteamspy({ from: path, clock: stillClock, api: noApi })
    const read = await Array.fromAsync(pages(undefined))
    expect(read.flatMap(({ records }) => records.map(({ position }) => position.file))).toEqual([
      'lists.zip/all_page_2.json',
      'lists.zip/all_page_10.json',
    ])
  })
})

describe('an archive that is refused says why and what to do', () => {
  const table = { name: 'a.csv', text: TABLE }
  const cases: [string, Member[] | Uint8Array, string][] = [
    ['a name that leads out', [table, { name: '../../up.csv', text: TABLE }], 'has paths that lead out of it'],
    ['an absolute name', [{ name: '/etc/a.csv', text: TABLE }], 'has paths that lead out of it'],
    ['a name of another disk', [{ name: 'C:\\a.csv', text: TABLE }], 'has paths that lead out of it'],
    ['a link', [table, { name: 'b.csv', text: '/etc/passwd', mode: 0o120777 }], 'has links to other files'],
    ['an archive inside', [table, { name: 'b.csv.gz', text: TABLE }], 'has another archive in it'],
    ['a bomb', [{ name: 'a.csv', text: Buffer.alloc(20 << 20) }], 'unpacks to more than 100 times its size'],
    [
      'more than 1000 files',
      Array.from({ length: 1001 }, (_, at) => ({ name: `${at}.csv`, text: TABLE })),
      'has more than 1000 files',
    ],
    ['no file that fits', [{ name: 'notes.md', text: TABLE }], 'has no .csv file'],
    ['nothing', [], 'has no files'],
    ['a workbook', [{ name: 'xl/workbook.xml', text: '<workbook/>' }], 'is a spreadsheet: save it as CSV'],
    ['a workbook of LibreOffice', [{ name: 'content.xml', text: '<office/>' }], 'is a spreadsheet: save it as CSV'],
    ['a password', [{ ...table, flags: 1 }], 'is encrypted'],
    ['a strange method', [{ ...table, method: 9 }], 'is packed by a method that is not supported'],
    ['half of itself', zipOf([table]).subarray(0, 60), 'is damaged'],
  ]
  test.each(cases)('%s', async (_, members, said) => {
    await expect(archive(members).then((path) => openInputs(path, csv))).rejects.toMatchObject({
      code: 'source_unreadable',
      message: expect.stringContaining(said),
    })
  })

  test('a member that differs from the directory is damaged, and yields no more bytes than stated', async () => {
    const changed = zipOf([{ name: 'a.csv', text: TABLE, method: 0 }])
    changed[changed.indexOf('Tetris')] = 88
    for (const members of [changed, [{ name: 'a.csv', text: Buffer.alloc(20 << 20), claims: 30 }]]) {
      const read = archive(members).then(async (path) => {
        for (const { slice } of await openInputs(path, csv)) await Array.fromAsync(slice(0))
      })
      await expect(read).rejects.toThrow('"lists.zip/a.csv" is damaged')
    }
  })
})
