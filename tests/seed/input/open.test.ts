import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { openCsv } from '#catalogue/list/csv/read'
import type { Stream } from '#lib/iterate'
import { inputsFingerprint, openInput, openInputs } from '#seed/input/open'
import { readAll } from '#tests/catalogue/list/csv/reading'
import { zipOf } from '#tests/support/zip'

const csv = { extensions: ['.csv', '.tsv'] }
const TABLE = 'Name,Year\nTetris,1989\nElite,1984\n'
let folder = ''
const at = (name: string) => join(folder, name)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vestim-input-'))
  await mkdir(at('lists/inner'), { recursive: true })
  await writeFile(at('lists/b.csv'), TABLE)
  await writeFile(at('lists/a.tsv'), TABLE)
  await writeFile(at('lists/c.CSV.gz'), gzipSync(TABLE))
  await writeFile(at('lists/notes.md'), '# notes')
  await writeFile(at('lists/.hidden.csv'), TABLE)
  await writeFile(at('lists/inner/d.csv'), TABLE)
  await writeFile(at('odd[1].csv'), TABLE)
  await writeFile(at('games.csv'), TABLE)
  await writeFile(at('utf16.csv'), Buffer.from(`\uFEFF${TABLE}`, 'utf16le'))
})
afterAll(() => rm(folder, { recursive: true }))

const namesOf = async (from: string) => (await openInputs(from, csv)).map(({ name }) => name)

async function text(bytes: Stream<Uint8Array>): Promise<string> {
  return Buffer.concat(await Array.fromAsync(bytes)).toString()
}

describe('openInputs', () => {
  test('a file, a folder and a glob', async () => {
    expect(await namesOf(at('games.csv'))).toEqual(['games.csv'])
    expect(await namesOf(at('lists'))).toEqual(['a.tsv', 'b.csv', 'c.CSV.gz'])
    expect(await namesOf(at('lists/*.?sv'))).toEqual(['a.tsv', 'b.csv'])
    expect(await namesOf(at('lists/**/d.csv'))).toEqual(['d.csv'])
  })

  test('a file whose name looks like a glob is that file', async () => {
    expect(await namesOf(at('odd[1].csv'))).toEqual(['odd[1].csv'])
  })

  test('UTF-16 is text though half of it is empty bytes', async () => {
    const { records } = await readAll(await openCsv(await openInput(at('utf16.csv'), csv)))
    expect(records.map(({ value }) => value)).toEqual([
      { Name: 'Tetris', Year: '1989' },
      { Name: 'Elite', Year: '1984' },
    ])
  })

  test('a slice begins at its byte, packed or not', async () => {
    expect(await text((await openInput(at('games.csv'), csv)).slice(10))).toBe(TABLE.slice(10))
    const packed = await openInput(at('lists/c.CSV.gz'), csv)
    expect(await text(packed.slice(10))).toBe(TABLE.slice(10))
    expect(packed.size).toBeUndefined()
  })
})

describe('standard input', () => {
  const stdin = (...pieces: string[]) => ({
    ...csv,
    stdin: async function* () {
      for (const piece of pieces) yield Buffer.from(piece)
    },
  })

  test('is read like a file, however its bytes arrive', async () => {
    const long = Array.from({ length: 120_000 }, (_, n) => `Game ${n},${1980 + (n % 40)}\n`)
    const table = await openCsv(await openInput('-', stdin('Name,Y', 'ear\n', ...long)))
    const { records } = await readAll(table)
    expect(records).toHaveLength(120_000)
    expect(records.at(-1)?.value).toEqual({ Name: 'Game 119999', Year: '2019' })
  })

  test('can be resumed by reading again what was read before', async () => {
    const checkpoint = { byte: TABLE.indexOf('Elite'), line: 3 }
    const { records } = await readAll(await openCsv(await openInput('-', stdin(TABLE))), checkpoint)
    expect(records).toMatchObject([{ value: { Name: 'Elite' }, position: { line: 3, byte: 22 } }])
  })

  test('never has the same fingerprint twice', async () => {
    const [one, two] = [await openInput('-', stdin(TABLE)), await openInput('-', stdin(TABLE))]
    expect(one.fingerprint).not.toBe(two.fingerprint)
  })

  test('is unpacked while it is read, and refused if it is an archive or damaged', async () => {
    const piped = (bytes: Uint8Array) => ({
      ...csv,
      stdin: () => new Blob([bytes as Uint8Array<ArrayBuffer>]).stream(),
    })
    const { records } = await readAll(await openCsv(await openInput('-', piped(gzipSync(TABLE)))))
    expect(records.map(({ text }) => text)).toEqual(['Tetris,1989', 'Elite,1984'])
    await expect(openInput('-', piped(gzipSync(TABLE).subarray(0, 30)))).rejects.toThrow('"standard input" is damaged')
    await expect(openInput('-', piped(zipOf([{ name: 'a.csv', text: TABLE }])))).rejects.toThrow(
      'Standard input is a zip archive or a spreadsheet',
    )
  })

  test('that is empty is refused', async () => {
    await expect(openInput('-', stdin())).rejects.toThrow('Standard input is empty')
  })
})

describe('fingerprints', () => {
  test('the same bytes have the same one under any name, other bytes another', async () => {
    const [games, b, a] = [
      await openInput(at('games.csv'), csv),
      await openInput(at('lists/b.csv'), csv),
      await openInput(at('odd[1].csv'), csv),
    ]
    expect(games.fingerprint).toBe(b.fingerprint)
    expect(games.fingerprint).toMatch(/^[0-9a-f]{64}$/)
    const changed = at('changed.csv')
    await writeFile(changed, TABLE.replace('1984', '1985'))
    expect((await openInput(changed, csv)).fingerprint).not.toBe(a.fingerprint)
  })

  test('a change in the middle of a large file changes it', async () => {
    const large = Buffer.from(`Name\n${'Tetris\n'.repeat(600_000)}`)
    await writeFile(at('changed.csv'), large)
    const before = await openInput(at('changed.csv'), csv)
    large[2_000_000] = 88
    await writeFile(at('changed.csv'), large)
    expect((await openInput(at('changed.csv'), csv)).fingerprint).not.toBe(before.fingerprint)
  })

  test('several inputs have one fingerprint, which covers their names and order', async () => {
    const inputs = await openInputs(at('lists'), csv)
    const [only] = inputs
    expect(inputsFingerprint(inputs)).toMatch(/^[0-9a-f]{64}$/)
    expect(inputsFingerprint(inputs)).not.toBe(inputsFingerprint(inputs.toReversed()))
    expect(only && inputsFingerprint([only])).toBe(only?.fingerprint)
  })
})
