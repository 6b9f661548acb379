import { afterAll, describe, expect, test } from 'bun:test'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openJsonColumns } from '#seed/formats/json/columns'
import { openInput } from '#seed/input/open'

const folder = mkdtempSync(join(tmpdir(), 'vestim-columns-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function opened(content: string) {
  writeFileSync(join(folder, 'table.json'), content)
  return openJsonColumns(await openInput(join(folder, 'table.json'), { extensions: [] }))
}

async function rowsOf(content: unknown, after?: { row: number }) {
  const file = await opened(typeof content === 'string' ? content : JSON.stringify(content))
  const pages = await Array.fromAsync(file.pages(after))
  return pages.flatMap(({ records }) => records.map(({ value }) => value))
}

const ELITE = { title: 'Elite', year: 1984, '@key': '0' }
const DOOM = { title: 'Doom', year: null, '@key': '1' }

describe('a table written by columns', () => {
  test.each([
    ['as pandas does by default', { title: { '0': 'Elite', '1': 'Doom' }, year: { '0': 1984, '1': null } }],
    ['with arrays', { title: ['Elite', 'Doom'], year: [1984, null] }],
    [
      'with names and rows apart',
      {
        columns: ['title', 'year'],
        index: [0, 1],
        data: [
          ['Elite', 1984],
          ['Doom', null],
        ],
      },
    ],
  ])('%s is read as rows', async (_, table) => {
    expect(await rowsOf(table)).toEqual([ELITE, DOOM])
  })

  test('has the names of its rows as keys', async () => {
    expect(await rowsOf({ title: { x1: 'Elite' }, year: { x1: 1984 } })).toEqual([{ ...ELITE, '@key': 'x1' }])
  })

  test('keeps every digit of long ids', async () => {
    expect(await rowsOf('{"title":["Elite"],"id":[12345678901234567890]}')).toMatchObject([
      { id: '12345678901234567890' },
    ])
  })

  test('is read on from a checkpoint', async () => {
    const titles = Array.from({ length: 4_500 }, (_, at) => `Game ${at}`)
    const table = { title: titles, year: titles.map(() => 1990) }
    const pages = await Array.fromAsync((await opened(JSON.stringify(table))).pages(undefined))
    expect(pages.map(({ checkpoint }) => checkpoint)).toEqual([{ row: 2_000 }, { row: 4_000 }, { row: 4_500 }])
    expect(await rowsOf(table, { row: 4_000 })).toHaveLength(500)
  })

  test.each([
    ['a list of records', [{ title: 'Elite' }]],
    ['records by id', { 620: { name: 'Portal 2' }, 440: { name: 'Team Fortress 2', year: 2007 } }],
    ['columns of different lengths', { title: ['Elite', 'Doom'], year: [1984] }],
    ['a text', '"Elite"'],
  ])('%s is none', async (_, content) => {
    await expect(rowsOf(content)).rejects.toMatchObject({ code: 'wrong_header' })
  })

  test('that is cut off is refused', async () => {
    await expect(rowsOf('{"title":["Elite"')).rejects.toMatchObject({ code: 'source_unreadable' })
  })

  test('refuses only the row with a NUL character', async () => {
    const file = await opened(JSON.stringify({ title: ['Elite', 'Do\0om'], year: [1, 2] }))
    const [page] = await Array.fromAsync(file.pages(undefined))
    expect(page?.records).toHaveLength(2)
  })
})
