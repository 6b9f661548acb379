import { safeParse } from 'valibot'
import type { CatalogueRecord } from '#catalogue/record'
import { standardVocabulary } from '#catalogue/vocabulary/lookup'
import type { Mapped } from '#seed/contract/record'
import type { OpenOptions, Source } from '#seed/contract/source'
import { noApi } from '#tests/support/api-access'

export const clock: OpenOptions['clock'] = { now: () => 0, sleep: async () => {} }

type Lister<Row> = Pick<Source<Row>, 'open' | 'row' | 'map'>
export type Candidate = { key: string; record: CatalogueRecord }
export type ReadList = { dataset: string; read: number; accepted: Candidate[]; refused: Record<string, number> }

/** Reads a whole list through open, row and map: the accepted records in order, and the number of refused rows by code. */
export async function readList<Row>(
  source: Lister<Row>,
  from: string,
  encoding?: OpenOptions['encoding'],
): Promise<ReadList> {
  const { dataset, pages } = await source.open({ from, clock, encoding, api: noApi })
  const list: ReadList = { dataset, read: 0, accepted: [], refused: {} }
  for await (const page of pages(undefined)) {
    list.read += page.records.length + page.unparsable.length
    for (const { reject } of page.unparsable) count(list.refused, reject.code)
    for (const { value } of page.records) take(list, mapOne(source, value))
  }
  return list
}

function mapOne<Row>({ row, map }: Lister<Row>, value: unknown): Mapped {
  const parsed = safeParse(row, value)
  if (parsed.success) return map(parsed.output, { vocabulary: standardVocabulary })
  return { ok: false, reject: { code: 'invalid_row', message: parsed.issues[0].message } }
}

function take(list: ReadList, mapped: Mapped): void {
  if (mapped.ok) list.accepted.push({ key: mapped.key, record: mapped.record })
  else count(list.refused, mapped.reject.code)
}

function count(counts: Record<string, number>, word: string): void {
  counts[word] = (counts[word] ?? 0) + 1
}

/** Returns how often each unknown word appears. */
export function unknownOf(list: ReadList, kind: 'platforms' | 'genres'): Record<string, number> {
  const words: Record<string, number> = {}
  for (const { record } of list.accepted) {
    for (const word of record.unknown?.[kind] ?? []) count(words, word)
  }
  return words
}

/** Returns the sum of `popularity` of all accepted records. */
export const audienceOf = (list: ReadList): number =>
  list.accepted.reduce((sum, { record }) => sum + (record.popularity ?? 0), 0)
