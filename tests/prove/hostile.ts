import { join } from 'node:path'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { zipOf } from '#tests/support/zip'
import {
  ARRAY,
  BY_ID,
  CELLS,
  type HostileFile,
  JOINED,
  manifold,
  type OneLine,
  RECORDS_PER_MEGABYTE,
  tableOf,
  writeLong,
  writeOneLine,
} from './hostile-files'
import { declare, type Loaded, loadMeasured } from './measured-load'

/** Length of the longest line, and size of the decompressed bombs. */
export type HostileProof = { server: string; folder: string; lineMegabytes: number; bombMegabytes: number }

/** Result of one file. `holds`: the load ended as expected. */
export type HostileResult = { what: string; holds: boolean; loaded: Loaded }

/** Hostile file and how its load should end: with these counts, or with this message. */
type Hostile = HostileFile & { ends: { read: number; quarantined: number } | { says: string } }

const MOST_MEGABYTES = 400

/** Loads hostile files with the real loader, one after the other, each into a new database. */
export async function proveHostile(proof: HostileProof): Promise<HostileResult[]> {
  const results: HostileResult[] = []
  for (const { what, file, format, declared, write, ends } of hostileFiles(proof)) {
    const from = join(proof.folder, file)
    await write(from)
    const config = await declare(proof.folder, { format, from, key: 'id', map: { title: 'title' }, ...declared })
    const loaded = await loadMeasured(proof.server, config)
    results.push({ what, holds: endsSo(loaded, ends) && loaded.peakMegabytes < MOST_MEGABYTES, loaded })
    await Bun.file(from).delete()
  }
  return results
}

function endsSo(loaded: Loaded, ends: Hostile['ends']): boolean {
  if ('says' in ends) return loaded.exit === 2 && loaded.said.includes(ends.says)
  const { exit, read, accepted, quarantined } = loaded
  return exit === 0 && read === ends.read && quarantined === ends.quarantined && accepted === read - quarantined
}

const hostileFiles = (proof: HostileProof): Hostile[] => [
  ...longRecords(proof),
  ...filesInOneLine(proof.lineMegabytes),
  ...bombs(proof),
]

function longRecords({ lineMegabytes }: HostileProof): Hostile[] {
  const long = (before: string, after: string) => (path: string) => writeLong(path, before, lineMegabytes, after)
  const ends = { read: 3, quarantined: 1 }
  return [
    {
      what: `a CSV line of ${lineMegabytes} MB`,
      file: 'line.csv',
      format: 'csv',
      write: long('id,title\n1,Elite\n2,', '\n3,Tetris\n'),
      ends,
    },
    {
      what: `a quote that never closes before ${lineMegabytes} MB of lines`,
      file: 'quote.csv',
      format: 'csv',
      write: long('id,title\n1,Elite\n2,"', '\n3,Tetris\n'),
      ends,
    },
    {
      what: `a line of NDJSON of ${lineMegabytes} MB`,
      file: 'line.ndjson',
      format: 'ndjson',
      write: long('{"id":1,"title":"Elite"}\n{"id":2,"title":"', '"}\n{"id":3,"title":"Tetris"}\n'),
      ends,
    },
    {
      what: `a text of ${lineMegabytes} MB in a JSON array`,
      file: 'record.json',
      format: 'json',
      write: long('[{"id":1,"title":"Elite"},{"id":2,"title":"', '"},{"id":3,"title":"Tetris"}]'),
      ends,
    },
  ]
}

/** Largest file by columns that is read, in MB: those rows are complete only at its end. */
const MOST_BY_COLUMNS = 68

function filesInOneLine(megabytes: number): Hostile[] {
  const records = megabytes * RECORDS_PER_MEGABYTE
  const columns = Math.max(megabytes, MOST_BY_COLUMNS)
  const lines = (form: OneLine, size = megabytes) => ({ write: (path: string) => writeOneLine(path, form, size) })
  return [
    {
      what: `a JSON array of ${megabytes} MB in one line`,
      file: 'array.json',
      format: 'json',
      ...lines(ARRAY),
      ends: { read: records, quarantined: 0 },
    },
    {
      what: `a JSON object by id of ${megabytes} MB in one line`,
      file: 'ids.json',
      format: 'json',
      declared: { key: '@key' },
      ...lines(BY_ID),
      ends: { read: records, quarantined: 0 },
    },
    {
      what: `a JSON list after a text of ${megabytes} MB, all in one line`,
      file: 'behind.json',
      format: 'json',
      declared: { records: 'games' },
      write: (path) => writeLong(path, '{"note":"', megabytes, '","games":[{"id":1,"title":"Elite"}]}'),
      ends: { read: 1, quarantined: 0 },
    },
    {
      what: `JSON by columns of ${columns} MB in one line`,
      file: 'columns.json',
      format: 'json',
      declared: { layout: 'columns' },
      write: (path) => writeLong(path, '{"id":{"0":1},"title":{"0":"Elite"},"notes":{"0":"', columns, '"}}'),
      ends: { says: 'has more than 64 MiB: write it by rows' },
    },
    {
      what: `NDJSON of ${megabytes} MB without a line end`,
      file: 'joined.ndjson',
      format: 'ndjson',
      ...lines(JOINED),
      ends: { read: 1, quarantined: 1 },
    },
    {
      what: `a CSV of ${megabytes} MB without a line end`,
      file: 'joined.csv',
      format: 'csv',
      ...lines(CELLS),
      ends: { says: 'has a header that cannot be parsed (record_too_long)' },
    },
  ]
}

function bombs({ bombMegabytes }: HostileProof): Hostile[] {
  const ends = { says: 'unpacks to more than 100 times its size' }
  return [
    {
      what: `a gzip of ${bombMegabytes} MB`,
      file: 'bomb.csv.gz',
      format: 'csv',
      write: (path) => Bun.write(path, manifold(gzipSync(tableOf(100)), bombMegabytes / 100)),
      ends,
    },
    {
      what: `a zstd of ${bombMegabytes} MB`,
      file: 'bomb.csv.zst',
      format: 'csv',
      write: (path) => Bun.write(path, manifold(zstdCompressSync(tableOf(100)), bombMegabytes / 100)),
      ends,
    },
    {
      what: 'a zip of 400 MB that says so',
      file: 'bomb.zip',
      format: 'csv',
      write: (path) => Bun.write(path, zipOf([{ name: 'a.csv', text: tableOf(400) }])),
      ends,
    },
    {
      what: 'a zip of 400 MB that says it is small',
      file: 'lie.zip',
      format: 'csv',
      write: (path) => Bun.write(path, zipOf([{ name: 'a.csv', text: tableOf(400), claims: 100 }])),
      ends: { says: 'is damaged' },
    },
  ]
}
