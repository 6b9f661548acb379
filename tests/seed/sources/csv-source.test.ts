import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Failure, messageOf } from '#lib/errors'
import type { Checkpoint } from '#seed/contract/record'
import type { OpenedInput } from '#seed/contract/source'
import { openMetacritic } from '#seed/sources/metacritic/read'
import { recogniseList } from '#seed/sources/shared/known-lists'
import { openVgsales } from '#seed/sources/vgsales/read'
import { noApi } from '#tests/support/api-access'
import { clock } from './read-list'

const FIXTURES = join(import.meta.dir, '../../fixtures')
const vgsales = (from: string | undefined) => openVgsales({ from, clock, api: noApi })
const metacritic = (from: string) => openMetacritic({ from, clock, api: noApi })

async function faultOf(opening: Promise<unknown>): Promise<{ code?: string; message: string }> {
  const error: unknown = await opening.then(() => undefined).catch((fault: unknown) => fault)
  return { ...(error instanceof Failure && { code: error.code }), message: messageOf(error) }
}

let folder: string
const file = async (name: string, content: string) => {
  await Bun.write(join(folder, name), content)
  return join(folder, name)
}
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'csv-source-'))
})
afterAll(() => rm(folder, { recursive: true }))

describe('a file that is not a list of the source', () => {
  test('is refused with the missing columns', async () => {
    const path = await file('short.csv', 'Rank,Name,Platform,Genre,Publisher,NA_Sales\n1,Elite,PC,Misc,Acornsoft,1\n')
    const { code, message } = await faultOf(vgsales(path))
    expect(code).toBe('wrong_header')
    expect(message).toContain('lacks the columns "Global_Sales", "Year"')
  })

  test('is refused with the source it belongs to', async () => {
    const { code, message } = await faultOf(vgsales(join(FIXTURES, 'metacritic/quirky-quark-2020.csv')))
    expect(code).toBe('wrong_header')
    expect(message).toContain('It looks like metacritic: try bun run seed metacritic')
  })

  test('also if it has all columns of a list of this source by chance', async () => {
    const { message } = await faultOf(metacritic(join(FIXTURES, 'vgsales/metacritic-2016.csv')))
    expect(message).toContain('It looks like vgsales')
  })

  test('is refused without a guess if it looks like no known list', async () => {
    const { message } = await faultOf(vgsales(await file('people.csv', 'first,last\nAda,Lovelace\n')))
    expect(message).toContain('Check that it is the file you mean')
    expect(message).not.toContain(folder)
  })
})

test('without a file there is nothing to read', async () => {
  expect(await faultOf(vgsales(undefined))).toMatchObject({ code: 'usage' })
})

test('columns may be added and be in any order', () => {
  expect(recogniseList(['extra', 'Global_Sales', 'Publisher', 'Genre', 'Year', 'Platform', 'Name'])).toMatchObject({
    source: 'vgsales',
    dataset: 'kaggle-2016',
  })
})

describe('a folder', () => {
  const linesOf = async (opened: OpenedInput, after?: Checkpoint) => {
    const places: string[] = []
    const checkpoints: Checkpoint[] = []
    for await (const page of opened.pages(after)) {
      for (const { position } of page.records) places.push(`${position.file}:${position.line}`)
      checkpoints.push(page.checkpoint)
      expect(page.done).toBeLessThanOrEqual(page.total ?? 0)
    }
    return { places, checkpoints }
  }

  test('of one list in several files is read one after the other, and resumed between them', async () => {
    const lists = join(folder, 'lists')
    await mkdir(lists)
    for (const name of ['a.csv', 'b.csv'])
      await copyFile(join(FIXTURES, 'vgsales/metacritic-2016.csv'), join(lists, name))
    const opened = await vgsales(lists)
    const { places, checkpoints } = await linesOf(opened)
    expect(opened.dataset).toBe('metacritic-2016')
    expect(places).toEqual(
      [2, 3, 4, 5, 6, 7, 8]
        .flatMap((line) => `a.csv:${line}`)
        .concat([2, 3, 4, 5, 6, 7, 8].map((line) => `b.csv:${line}`)),
    )
    expect((await linesOf(opened, checkpoints[0])).places).toEqual(places.slice(7))
  })

  test('of different lists is refused', async () => {
    expect(await faultOf(vgsales(join(FIXTURES, 'vgsales')))).toMatchObject({ code: 'wrong_header' })
  })
})
