import { afterAll, beforeAll, expect, test } from 'bun:test'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zstdCompressSync } from 'node:zlib'
import { openCsv } from '#catalogue/list/csv/read'
import { openInput, openInputs } from '#seed/input/open'
import { readAll } from '#tests/catalogue/list/csv/reading'

const TABLE = `Name,Year\n${Array.from({ length: 20_000 }, (_, row) => `Game ${row * 7919},${1980 + (row % 40)}\n`).join('')}`
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vestim-zstd-'))
  const packed = zstdCompressSync(Buffer.from(TABLE))
  await writeFile(join(folder, 'games.csv.zst'), packed)
  await writeFile(join(folder, 'renamed.csv'), packed)
  await writeFile(join(folder, 'broken.txt'), packed.subarray(0, packed.length >> 1))
})
afterAll(() => rm(folder, { recursive: true }))

test('a zstd file is unpacked, recognised by its first bytes and not by its name', async () => {
  for (const name of ['games.csv.zst', 'renamed.csv']) {
    const input = await openInput(join(folder, name), { extensions: [] })
    expect(input.size).toBeUndefined()
    expect((await readAll(await openCsv(input))).records).toHaveLength(20_000)
  }
})

test('packed files of a folder are read too', async () => {
  const inputs = await openInputs(folder, { extensions: ['.csv'] })
  expect(inputs.map(({ name }) => name)).toEqual(['games.csv.zst', 'renamed.csv'])
})

test('a damaged one fails, after the readable part has been read', async () => {
  const read = async () => readAll(await openCsv(await openInput(join(folder, 'broken.txt'), { extensions: [] })))
  await expect(read()).rejects.toMatchObject({
    code: 'source_unreadable',
    message: '"broken.txt" is damaged: download it again, or unpack it yourself as far as possible.',
  })
})
