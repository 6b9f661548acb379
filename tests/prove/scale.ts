import { join } from 'node:path'
import { createRandom } from '#tests/support/random'
import { declare, type Loaded, loadMeasured } from './measured-load'

/** Sizes of the large files in bytes, and the seed of their content. */
export type ScaleProof = {
  server: string
  folder: string
  csvBytes: number
  jsonBytes: number
  seed: number
  say: (line: string) => void
}

/** Loads of one format, with a tenth of the size and with the whole size. */
export type Scaled = { format: string; tenth: Loaded; whole: Loaded }

const TIMES = 10
/** Rows are long, because this proves the flow of bytes, not the matching of millions of records. */
const ROW_BYTES = 20_000

/** Loads a CSV and a JSON array, each in two sizes, with the real loader, each into a new database. */
export async function proveScale(proof: ScaleProof): Promise<Scaled[]> {
  const results: Scaled[] = []
  for (const [format, bytes] of [
    ['csv', proof.csvBytes],
    ['json', proof.jsonBytes],
  ] as const) {
    const tenth = await loadGenerated(proof, format, bytes / TIMES)
    const whole = await loadGenerated(proof, format, bytes)
    results.push({ format, tenth, whole })
  }
  return results
}

async function loadGenerated(proof: ScaleProof, format: 'csv' | 'json', bytes: number): Promise<Loaded> {
  const { folder, server, seed, say } = proof
  const file = join(folder, `games.${format}`)
  const rows = Math.ceil(bytes / ROW_BYTES)
  await writeRows(file, format, rows, seed)
  const config = await declare(folder, { format, from: file, key: 'id', map: { title: 'title', year: 'year' } })
  const loaded = await loadMeasured(server, config)
  say(`${format}: ${tell(Bun.file(file).size, loaded)}`)
  await Bun.file(file).delete()
  if (loaded.exit !== 0 || loaded.accepted !== rows) throw new Error(`the load of ${rows} rows failed: ${loaded.said}`)
  return loaded
}

const tell = (bytes: number, { accepted, seconds, peakMegabytes }: Loaded): string =>
  `${(bytes / 1e6).toFixed(0)} MB, ${accepted} records, ${seconds.toFixed(1)} s, peak ${peakMegabytes.toFixed(0)} MB`

async function writeRows(file: string, format: 'csv' | 'json', rows: number, seed: number): Promise<void> {
  const random = createRandom(seed)
  const text = lettersOf(random, 8 * ROW_BYTES)
  const piece = (length: number) => {
    const from = Math.floor(random() * (text.length - length))
    return text.slice(from, from + length)
  }
  const sink = Bun.file(file).writer()
  sink.write(format === 'csv' ? 'id,title,year,notes\n' : '[')
  for (let id = 0; id < rows; id++) {
    const row = { id, title: `${piece(7)} ${piece(6)}`, year: 1980 + (id % 40), notes: piece(ROW_BYTES - 60) }
    sink.write(format === 'csv' ? `${Object.values(row).join(',')}\n` : `${id ? ',\n' : ''}${JSON.stringify(row)}`)
    if (id % 50 === 0) await sink.flush()
  }
  if (format === 'json') sink.write(']')
  await sink.end()
}

const lettersOf = (random: () => number, length: number): string =>
  Buffer.from(Uint8Array.from({ length }, () => 97 + Math.floor(random() * 26))).toString('latin1')
