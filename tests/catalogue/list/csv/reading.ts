import { type Csv, type CsvOptions, openCsv } from '#catalogue/list/csv/read'
import type { Checkpoint, RawRecord, Unparsable } from '#seed/contract/record'
import type { Input } from '#seed/input/input'
import { openInput } from '#seed/input/open'

/** Everything a CSV file gives, page by page put together. */
export type Everything = { records: RawRecord[]; unparsable: Unparsable[]; checkpoints: Checkpoint[] }

/** An input whose bytes are in memory and come in pieces of the given size. */
export function inputOf(bytes: Uint8Array | string, pieceBytes = 1 << 20): Input {
  const whole = Buffer.from(bytes)
  return {
    name: 'memory.csv',
    size: whole.length,
    fingerprint: '',
    head: async (count) => whole.subarray(0, count),
    slice: async function* (from) {
      for (let at = from; at < whole.length; at += pieceBytes) yield whole.subarray(at, at + pieceBytes)
    },
  }
}

export const fixturePath = (name: string): string => `${import.meta.dir}/../../../fixtures/csv/${name}`

/** Opens a committed fixture. */
export const openFixture = async (name: string, options?: CsvOptions): Promise<Csv> =>
  openCsv(await openInput(fixturePath(name), { extensions: [] }), options)

/** Reads to the end, from the start or after a checkpoint. */
export async function readAll(csv: Csv, after?: Checkpoint): Promise<Everything> {
  const all: Everything = { records: [], unparsable: [], checkpoints: [] }
  for await (const page of csv.pages(after)) {
    all.records.push(...page.records)
    all.unparsable.push(...page.unparsable)
    all.checkpoints.push(page.checkpoint)
  }
  return all
}

/** Opens and reads text or bytes. */
export const readText = async (text: Uint8Array | string, options?: CsvOptions): Promise<Everything> =>
  readAll(await openCsv(inputOf(text), options))

/** The rows alone, each as its cells in the order of the columns. */
export const cellsOf = (records: readonly RawRecord[], columns: readonly string[]): string[][] =>
  records.map(({ value }) => columns.map((column) => String(Reflect.get(Object(value), column))))

/** The codes and lines of what was refused. */
export const refusals = (unparsable: readonly Unparsable[]): [string, number | undefined][] =>
  unparsable.map(({ reject, position }) => [reject.code, position.line])
