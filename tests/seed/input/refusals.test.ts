import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { Failure } from '#lib/errors'
import { openInput } from '#seed/input/open'
import { unreadable } from '#seed/input/unreadable'

const csv = { extensions: ['.csv', '.tsv'] }
const TABLE = 'Name,Year\nTetris,1989\nElite,1984\n'
let folder = ''
const at = (name: string) => join(folder, name)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vestim-input-'))
  await mkdir(at('lists'))
  await writeFile(at('games.csv'), TABLE)
  for (const name of ['lists/a.tsv', 'lists/b.csv', 'lists/c.csv']) await writeFile(at(name), TABLE)
  await mkdir(at('bare'))
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
  await symlink(at('nowhere'), at('dangling.csv'))
})
afterAll(() => rm(folder, { recursive: true }))

describe('an input that cannot be read is refused in one sentence', () => {
  const cases = [
    ['gamse.csv', 'There is no file "gamse.csv": did you mean "games.csv"?'],
    [
      'something-else-entirely',
      'There is no file "something-else-entirely": check the path and the folder you are in.',
    ],
    ['games.csv/x.csv', '"x.csv" does not exist: a part of its path is a file, not a folder.'],
    ['bare', 'The folder "bare" has no .csv, .tsv file: name the file itself, or another folder.'],
    ['bare/*.csv', 'No file matches "*.csv": check the pattern and the folder you are in.'],
    ['empty.csv', '"empty.csv" is empty: check the file or the command that made it.'],
    ['empty.csv.gz', '"empty.csv.gz" is empty: check the file or the command that made it.'],
    ['broken.csv.gz', '"broken.csv.gz" is damaged: download it again, or unpack it yourself as far as possible.'],
    ['picture.csv', '"picture.csv" is not text: use a text file in UTF-8, UTF-16 or Windows-1252.'],
    ['noise.csv', '"noise.csv" is not text: use a text file in UTF-8, UTF-16 or Windows-1252.'],
    ['utf32.csv', '"utf32.csv" is not text: use a text file in UTF-8, UTF-16 or Windows-1252.'],
    ['book.xlsx', '"book.xlsx" is damaged: download it again, or unpack it yourself as far as possible.'],
    ['twice.csv.gz', '"twice.csv.gz" is packed more than once: unpack it yourself and read the result.'],
    ['lists.tar.gz', '"lists.tar.gz" is a tar archive: unpack it yourself and read the result.'],
  ] as const

  test.each(cases)('%s', async (name, message) => {
    const failure = await openInput(at(name), csv).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(Failure)
    expect(failure).toMatchObject({ code: 'source_unreadable', message })
  })

  test('a broken link, and several files where one is needed', async () => {
    await expect(openInput(at('dangling.csv'), csv)).rejects.toThrow('There is no file "dangling.csv"')
    await expect(openInput(at('lists'), csv)).rejects.toThrow('Only one file can be read here, and there are 3')
    await expect(openInput('/dev/null', csv)).rejects.toThrow('"null" is not a regular file')
  })

  test('a file that may not be read', async () => {
    const system = Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' })
    expect(unreadable('games.csv', system)).toMatchObject({
      code: 'source_unreadable',
      message: '"games.csv" may not be read by this user: allow it (chmod +r), or run as the owner of the file.',
    })
    const bug = new TypeError('not of the system')
    expect(unreadable('games.csv', bug)).toBe(bug)
  })

  test('a forbidden file on this disk', async () => {
    await writeFile(at('forbidden.csv'), TABLE)
    await chmod(at('forbidden.csv'), 0)
    await chmod(folder, 0o755)
    await asNobody(() =>
      expect(openInput(at('forbidden.csv'), csv)).rejects.toThrow('"forbidden.csv" may not be read by this user'),
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
