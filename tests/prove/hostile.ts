import { join } from 'node:path'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { zipOf } from '#tests/support/zip'
import { declare, type Loaded, loadMeasured } from './measured-load'

/** Length of the longest line, and size of the decompressed bombs. */
export type HostileProof = { server: string; folder: string; lineMegabytes: number; bombMegabytes: number }

/** Result of one file. `holds`: the load ended as expected. */
export type HostileResult = { what: string; holds: boolean; loaded: Loaded }

/** Hostile file and how its load should end: with these counts, or with this message. */
type Hostile = {
  what: string
  file: string
  format: 'csv' | 'ndjson' | 'json'
  write: (path: string) => Promise<unknown>
  ends: { read: number; quarantined: number } | { says: string }
}

const MEGABYTE = 1_000_000
const MOST_MEGABYTES = 400

/** Loads hostile files with the real loader, one after the other, each into a new database. */
export async function proveHostile(proof: HostileProof): Promise<HostileResult[]> {
  const results: HostileResult[] = []
  for (const { what, file, format, write, ends } of hostileFiles(proof)) {
    const from = join(proof.folder, file)
    await write(from)
    const config = await declare(proof.folder, { format, from, key: 'id', map: { title: 'title' } })
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

function hostileFiles({ lineMegabytes, bombMegabytes }: HostileProof): Hostile[] {
  const long = (before: string, after: string) => (path: string) => writeLong(path, before, lineMegabytes, after)
  const one = { read: 3, quarantined: 1 }
  const tooMuch = { says: 'unpacks to more than 100 times its size' }
  return [
    {
      what: `a CSV line of ${lineMegabytes} MB`,
      file: 'line.csv',
      format: 'csv',
      write: long('id,title\n1,Elite\n2,', '\n3,Tetris\n'),
      ends: one,
    },
    {
      what: `a quote that never closes before ${lineMegabytes} MB of lines`,
      file: 'quote.csv',
      format: 'csv',
      write: long('id,title\n1,Elite\n2,"', '\n3,Tetris\n'),
      ends: one,
    },
    {
      what: `a line of NDJSON of ${lineMegabytes} MB`,
      file: 'line.ndjson',
      format: 'ndjson',
      write: long('{"id":1,"title":"Elite"}\n{"id":2,"title":"', '"}\n{"id":3,"title":"Tetris"}\n'),
      ends: one,
    },
    {
      what: `a record of a JSON array of ${lineMegabytes} MB`,
      file: 'record.json',
      format: 'json',
      write: long('[{"id":1,"title":"Elite"},{"id":2,"title":"', '"},{"id":3,"title":"Tetris"}]'),
      ends: one,
    },
    {
      what: `a gzip of ${bombMegabytes} MB`,
      file: 'bomb.csv.gz',
      format: 'csv',
      write: (path) => Bun.write(path, manifold(gzipSync(tableOf(100)), bombMegabytes / 100)),
      ends: tooMuch,
    },
    {
      what: `a zstd of ${bombMegabytes} MB`,
      file: 'bomb.csv.zst',
      format: 'csv',
      write: (path) => Bun.write(path, manifold(zstdCompressSync(tableOf(100)), bombMegabytes / 100)),
      ends: tooMuch,
    },
    {
      what: 'a zip of 400 MB that says so',
      file: 'bomb.zip',
      format: 'csv',
      write: (path) => Bun.write(path, zipOf([{ name: 'a.csv', text: tableOf(400) }])),
      ends: tooMuch,
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

/** Returns a table of good rows, so that only the length of a bomb is wrong. */
const tableOf = (megabytes: number): Buffer => {
  const rows = Buffer.alloc(megabytes * MEGABYTE, `1,Elite,${'x'.repeat(10_000)}\n`)
  return Buffer.concat([Buffer.from('id,title,notes\n'), rows])
}

const manifold = (bytes: Buffer, times: number): Buffer =>
  Buffer.concat(Array.from({ length: Math.ceil(times) }, () => bytes))

async function writeLong(path: string, before: string, megabytes: number, after: string): Promise<void> {
  const sink = Bun.file(path).writer()
  const piece = 'x'.repeat(MEGABYTE)
  sink.write(before)
  for (let written = 0; written < megabytes; written++) {
    sink.write(piece)
    await sink.flush()
  }
  sink.write(after)
  await sink.end()
}
