import type { Checkpoint } from '#seed/contract/record'
import { type JsonFile, type JsonOptions, openNdjson } from '#seed/formats/json/ndjson'
import { openJson } from '#seed/formats/json/read'
import { type Everything, inputOf } from '#tests/catalogue/list/csv/reading'

/** Options for reading a text: `pieceBytes` is the size of the pieces that arrive, `pageBytes` that of the windows. */
export type Way = JsonOptions & { records?: readonly string[]; pieceBytes?: number }

/** Reads to the end, from the start or after a checkpoint. */
export async function readAll(file: JsonFile, after?: Checkpoint): Promise<Everything> {
  const all: Everything = { records: [], unparsable: [], checkpoints: [] }
  for await (const page of file.pages(after)) {
    all.records.push(...page.records)
    all.unparsable.push(...page.unparsable)
    all.checkpoints.push(page.checkpoint)
  }
  return all
}

export const openText = (text: Uint8Array | string, { pieceBytes, ...way }: Way = {}): Promise<JsonFile> =>
  openJson(inputOf(text, pieceBytes), way)

export const readJson = async (text: Uint8Array | string, way?: Way): Promise<Everything> =>
  readAll(await openText(text, way))

export const readNdjson = async (text: Uint8Array | string, { pieceBytes, ...way }: Way = {}): Promise<Everything> =>
  readAll(await openNdjson(inputOf(text, pieceBytes), way))

export const valuesOf = ({ records }: Everything): unknown[] => records.map(({ value }) => value)

export const codesOf = ({ unparsable }: Everything): string[] => unparsable.map(({ reject }) => reject.code)
