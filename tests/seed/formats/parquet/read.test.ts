import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { type ColumnSource, parquetWriteBuffer } from 'hyparquet-writer'
import { Failure } from '#lib/errors'
import type { Checkpoint, RawRecord } from '#seed/contract/record'
import { openDeclared } from '#seed/declared/open'
import { openParquet } from '#seed/formats/parquet/read'
import { openInput } from '#seed/input/open'
import { noApi } from '#tests/support/api-access'
import { stillClock } from '#tests/support/memory-source'
import { createRandom } from '#tests/support/random'
import { fileEntryOf } from '../../declared/entries'

const ROWS = 45_000
const titles = Array.from({ length: ROWS }, (_, row) => `Game ${row}`)
const table: ColumnSource[] = [
  { name: 'id', data: titles.map((_, row) => BigInt(row)), type: 'INT64' },
  { name: 'title', data: titles, type: 'STRING' },
]
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vestim-parquet-'))
})
afterAll(() => rm(folder, { recursive: true }))

const fixture = (name: string) => join(import.meta.dir, '../../../fixtures/parquet', name)
const open = async (path: string) => openParquet(await openInput(path, { extensions: [], binary: true }))

async function file(bytes: Uint8Array | ArrayBuffer, name = 'games.parquet'): Promise<string> {
  await writeFile(join(folder, name), new Uint8Array(bytes))
  return join(folder, name)
}

async function readAll(path: string, after?: Checkpoint): Promise<{ records: RawRecord[]; checkpoints: Checkpoint[] }> {
  const { pages } = await open(path)
  const all: Awaited<ReturnType<typeof readAll>> = { records: [], checkpoints: [] }
  for await (const page of pages(after)) {
    all.records.push(...page.records)
    all.checkpoints.push(page.checkpoint)
  }
  return all
}

describe('a Parquet file', () => {
  test('of another writer yields rows that JSON can represent, each with its position and text', async () => {
    const { records } = await readAll(fixture('arrow.parquet'))
    expect(records.map(({ value }) => value)).toEqual([
      {
        id: 1,
        title: 'Elite',
        day: '1984-09-20',
        at: '2020-01-02T03:04:05.678Z',
        score: 1.5,
        bytes: '//4=',
        systems: ['C64', 'BBC Micro'],
        maker: { name: 'Acornsoft', year: 1982 },
        copies: 19.5,
      },
      {
        id: '1152921504606846976',
        title: 'Tétris',
        day: null,
        at: null,
        score: null,
        bytes: 'ok',
        systems: [],
        maker: null,
        copies: null,
      },
      {
        id: 3,
        title: null,
        day: '1989-06-14',
        at: null,
        score: null,
        bytes: null,
        systems: null,
        maker: { name: 'Elorg', year: null },
        copies: 0.25,
      },
    ])
    expect(records.map(({ position }) => position)).toEqual([{ row: 0 }, { row: 1 }, { row: 2 }])
    expect(JSON.parse(records[0]?.text ?? '')).toEqual(records[0]?.value)
  })

  test.each([
    ['SNAPPY', undefined],
    ['GZIP', gzipSync],
    ['ZSTD', zstdCompressSync],
  ] as const)('packed with %s is read page by page, and on from every checkpoint', async (codec, pack) => {
    const compressors = pack && { [codec]: (bytes: Uint8Array) => new Uint8Array(pack(bytes)) }
    const path = await file(
      parquetWriteBuffer({
        columnData: table,
        codec,
        rowGroupSize: 30_000,
        pageSize: 20_000,
        ...(compressors && { compressors }),
      }),
    )
    const { records, checkpoints } = await readAll(path)
    expect(records.map(({ value }) => value)).toEqual(titles.map((title, id) => ({ id, title })))
    expect(checkpoints).toEqual([{ row: 20_000 }, { row: 30_000 }, { row: ROWS }])
    for (const checkpoint of checkpoints)
      expect((await readAll(path, checkpoint)).records).toEqual(records.slice(Number(checkpoint.row)))
  })

  test('without rows has none, and a row too long is refused by itself', async () => {
    expect(
      (await readAll(await file(parquetWriteBuffer({ columnData: [{ name: 'id', data: [], type: 'INT32' }] }))))
        .records,
    ).toEqual([])
    const data = ['short', 'x'.repeat(2 << 20), 'short']
    const { pages } = await open(
      await file(parquetWriteBuffer({ columnData: [{ name: 'title', data, type: 'STRING' }] })),
    )
    const read = await Array.fromAsync(pages(undefined))
    expect(read.flatMap(({ records }) => records.map(({ position }) => position.row))).toEqual([0, 2])
    expect(read.flatMap(({ unparsable }) => unparsable)).toMatchObject([
      { reject: { code: 'record_too_long' }, position: { row: 1 }, text: `{"title":"${'x'.repeat(1014)}` },
    ])
  })
})

describe('a Parquet file that is refused says why and what to do', () => {
  const good = new Uint8Array(parquetWriteBuffer({ columnData: table }))
  const marked = (bytes: Uint8Array, mark: string) => Buffer.concat([bytes.subarray(0, -4), Buffer.from(mark)])

  test.each([
    ['one cut off', good.subarray(0, good.length >> 1), 'is not complete, its footer is missing'],
    ['another kind of file', Buffer.from('id,title\n1,Elite\n'), 'is not a Parquet file'],
    ['an encrypted footer', marked(good, 'PARE'), 'is encrypted'],
    ['a footer that is none', Buffer.concat([good.subarray(0, 400), good.subarray(-8)]), 'is damaged'],
    ['a footer longer than the file', marked(good.subarray(0, 200), 'PAR1'), 'is damaged'],
    ['a packed file', gzipSync(good), 'is not a Parquet file'],
  ])('%s', async (_, bytes, said) => {
    await expect(file(bytes).then(readAll)).rejects.toMatchObject({
      code: 'source_unreadable',
      message: expect.stringContaining(said),
    })
  })

  test('a codec that is not supported, and a decompression bomb', async () => {
    await expect(readAll(fixture('lz4.parquet'))).rejects.toThrow('"lz4.parquet" is compressed with LZ4_RAW')
    const compressors = { GZIP: (bytes: Uint8Array) => new Uint8Array(gzipSync(bytes)) }
    const columnData: ColumnSource[] = [
      { name: 'title', data: ['x'.repeat(32 << 20)], type: 'STRING', statistics: false },
    ]
    const bomb = parquetWriteBuffer({ columnData, codec: 'GZIP', compressors })
    await expect(file(bomb).then(readAll)).rejects.toThrow('unpacks to more than 100 times its size')
  })

  test('one that is not on the disk', async () => {
    const stdin = () => new Blob([good]).stream()
    const piped = openInput('-', { extensions: [], binary: true, stdin })
    await expect(piped).rejects.toThrow('Standard input is a Parquet file, which is only read from the disk')
  })

  test('changed bytes end in rows or in a Failure, never in another error', async () => {
    const random = createRandom(4)
    const small = new Uint8Array(
      parquetWriteBuffer({ columnData: table.map((column) => ({ ...column, data: column.data.slice(0, 50) })) }),
    )
    for (let round = 0; round < 300; round++) {
      const changed = small.slice()
      for (let times = 0; times < 3; times++)
        changed[Math.floor(random() * changed.length)] = Math.floor(random() * 256)
      const ended = await file(changed)
        .then(readAll)
        .catch((error: unknown) => error)
      if ('records' in Object(ended)) continue
      expect(ended).toBeInstanceOf(Failure)
    }
  })
})

test('a declared source of Parquet reads columns and paths into them, and names a column that is missing', async () => {
  const entry = {
    format: 'parquet',
    map: { title: 'title', released: 'day', platforms: 'systems', developers: 'maker.name' },
  }
  const opened = await openDeclared(fileEntryOf(entry))({
    from: fixture('arrow.parquet'),
    clock: stillClock,
    api: noApi,
  })
  expect((await Array.fromAsync(opened.pages(undefined))).map(({ records }) => records.length)).toEqual([3])
  const wrong = openDeclared(fileEntryOf({ ...entry, key: 'titel' }))({
    from: fixture('arrow.parquet'),
    clock: stillClock,
    api: noApi,
  })
  await expect(wrong).rejects.toThrow('Did you mean "title"?')
})
