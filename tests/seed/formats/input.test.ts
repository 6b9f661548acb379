import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { Failure } from '#lib/errors'
import type { Stream } from '#lib/iterate'
import { openCsv } from '#seed/formats/csv'
import { fingerprintOf, openInput, openInputs } from '#seed/formats/input'
import { unreadable } from '#seed/formats/unreadable'
import { zipOf } from '#tests/support/zip'
import { readAll } from './csv-reading'

const csv = { extensions: ['.csv', '.tsv'] }
const TABLE = 'Name,Year\nTetris,1989\nElite,1984\n'
let folder = ''
const at = (name: string) => join(folder, name)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vestim-input-'))
  await mkdir(at('lists/inner'), { recursive: true })
  await mkdir(at('bare'))
  await writeFile(at('lists/b.csv'), TABLE)
  await writeFile(at('lists/a.tsv'), TABLE)
  await writeFile(at('lists/c.CSV.gz'), gzipSync(TABLE))
  await writeFile(at('lists/notes.md'), '# notes')
  await writeFile(at('lists/.hidden.csv'), TABLE)
  await writeFile(at('lists/inner/d.csv'), TABLE)
  await writeFile(at('odd[1].csv'), TABLE)
  await writeFile(at('games.csv'), TABLE)
  await writeFile(at('empty.csv'), '')
  await writeFile(at('empty.csv.gz'), gzipSync(''))
  await writeFile(
    at('broken.csv.gz'),
    gzipSync(Buffer.from(crypto.getRandomValues(new Uint8Array(40_000)).toHex())).subarray(0, 20_000),
  )
  await writeFile(at('picture.csv'), Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82]))
  await writeFile(at('noise.csv'), Buffer.concat([Buffer.from('a,b\n'), crypto.getRandomValues(new Uint8Array(5000))]))
  await writeFile(at('book.xlsx'), Buffer.from([0x50, 0x4b, 3, 4, 20, 0]))
  await writeFile(at('twice.csv.gz'), gzipSync(gzipSync(TABLE)))
  await writeFile(at('lists.tar.gz'), gzipSync(`a.csv${'\0'.repeat(252)}ustar\0`))
  await writeFile(at('utf32.csv'), Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]))
  await writeFile(at('utf16.csv'), Buffer.from(`\uFEFF${TABLE}`, 'utf16le'))
  await symlink(at('nowhere'), at('dangling.csv'))
})
afterAll(() => rm(folder, { recursive: true }))

const namesOf = async (from: string) => (await openInputs(from, csv)).map(({ name }) => name)

async function text(bytes: Stream<Uint8Array>): Promise<string> {
  return Buffer.concat(await Array.fromAsync(bytes)).toString()
}

describe('what a path means', () => {
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

  test('can be gone on with by reading through what was read before', async () => {
    const checkpoint = { byte: TABLE.indexOf('Elite'), line: 3 }
    const { records } = await readAll(await openCsv(await openInput('-', stdin(TABLE))), checkpoint)
    expect(records).toMatchObject([{ value: { Name: 'Elite' }, position: { line: 3, byte: 22 } }])
  })

  test('never has the same fingerprint twice', async () => {
    const [one, two] = [await openInput('-', stdin(TABLE)), await openInput('-', stdin(TABLE))]
    expect(one.fingerprint).not.toBe(two.fingerprint)
  })

  test('is unpacked on the way, and refused where it is an archive or damaged', async () => {
    const piped = (bytes: Uint8Array) => ({
      ...csv,
      stdin: () => new Blob([bytes as Uint8Array<ArrayBuffer>]).stream(),
    })
    const { records } = await readAll(await openCsv(await openInput('-', piped(gzipSync(TABLE)))))
    expect(records.map(({ text }) => text)).toEqual(['Tetris,1989', 'Elite,1984'])
    await expect(openInput('-', piped(gzipSync(TABLE).subarray(0, 30)))).rejects.toThrow('"standard input" is damaged')
    await expect(openInput('-', piped(zipOf([{ name: 'a.csv', text: TABLE }])))).rejects.toThrow(
      'Standard input is a zip archive or a workbook',
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

  test('a change in the middle of a large file is seen', async () => {
    const large = Buffer.from(`Name\n${'Tetris\n'.repeat(600_000)}`)
    await writeFile(at('changed.csv'), large)
    const before = await openInput(at('changed.csv'), csv)
    large[2_000_000] = 88
    await writeFile(at('changed.csv'), large)
    expect((await openInput(at('changed.csv'), csv)).fingerprint).not.toBe(before.fingerprint)
  })

  test('several inputs have one together, which names and order belong to', async () => {
    const inputs = await openInputs(at('lists'), csv)
    const [only] = inputs
    expect(fingerprintOf(inputs)).toMatch(/^[0-9a-f]{64}$/)
    expect(fingerprintOf(inputs)).not.toBe(fingerprintOf(inputs.toReversed()))
    expect(only && fingerprintOf([only])).toBe(only?.fingerprint)
  })
})

describe('what cannot be read is said in one sentence', () => {
  const cases = [
    ['gamse.csv', 'There is no file "gamse.csv": did you mean "games.csv"?'],
    [
      'something-else-entirely',
      'There is no file "something-else-entirely": check the path and the folder you are in.',
    ],
    ['games.csv/x.csv', '"x.csv" is not there: a part of its path is a file, not a folder.'],
    ['bare', 'The folder "bare" holds no .csv, .tsv file: name the file itself, or another folder.'],
    ['bare/*.csv', 'No file matches "*.csv": check the pattern and the folder you are in.'],
    ['empty.csv', '"empty.csv" is empty: check where it comes from.'],
    ['empty.csv.gz', '"empty.csv.gz" is empty: check where it comes from.'],
    ['broken.csv.gz', '"broken.csv.gz" is damaged: fetch it again, or unpack what is left.'],
    ['picture.csv', '"picture.csv" is not text: give a text file in UTF-8, UTF-16 or Windows-1252.'],
    ['noise.csv', '"noise.csv" is not text: give a text file in UTF-8, UTF-16 or Windows-1252.'],
    ['utf32.csv', '"utf32.csv" is not text: give a text file in UTF-8, UTF-16 or Windows-1252.'],
    ['book.xlsx', '"book.xlsx" is damaged: fetch it again, or unpack what is left.'],
    ['twice.csv.gz', '"twice.csv.gz" is packed more than once: unpack it yourself and read what comes out.'],
    ['lists.tar.gz', '"lists.tar.gz" is a tar archive: unpack it yourself and read what comes out.'],
  ] as const

  test.each(cases)('%s', async (name, message) => {
    const failure = await openInput(at(name), csv).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(Failure)
    expect(failure).toMatchObject({ code: 'source_unreadable', message })
  })

  test('a link to nothing, and a file where several are meant', async () => {
    await expect(openInput(at('dangling.csv'), csv)).rejects.toThrow('There is no file "dangling.csv"')
    await expect(openInput(at('lists'), csv)).rejects.toThrow('Only one file is read here and 3 are meant')
    await expect(openInput('/dev/null', csv)).rejects.toThrow('"null" is not a regular file')
  })

  test('a file that may not be read', async () => {
    const system = Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' })
    expect(unreadable('games.csv', system)).toMatchObject({
      code: 'source_unreadable',
      message: '"games.csv" may not be read by you: allow it (chmod +r), or run as the user it belongs to.',
    })
    const bug = new TypeError('not of the system')
    expect(unreadable('games.csv', bug)).toBe(bug)
  })

  test('a forbidden file on this disk', async () => {
    await writeFile(at('forbidden.csv'), TABLE)
    await chmod(at('forbidden.csv'), 0)
    await chmod(folder, 0o755)
    await asNobody(() =>
      expect(openInput(at('forbidden.csv'), csv)).rejects.toThrow('"forbidden.csv" may not be read by you'),
    )
  })
})

/** Root may read everything, so for a moment it is not root. */
async function asNobody(act: () => unknown): Promise<void> {
  const isRoot = process.geteuid?.() === 0
  if (isRoot) process.seteuid?.(65534)
  try {
    await act()
  } finally {
    if (isRoot) process.seteuid?.(0)
  }
}
