import { safeParse } from 'valibot'
import { excessOf } from '#catalogue/limits'
import { matchKeysOf } from '#catalogue/match/keys'
import type { StagedRecord, StagedReject } from '#db/record/stage'
import { hash64 } from '#lib/hash'
import type { MapContext, Mapped, Page, Position, RawRecord, Reject, Source } from './source'

/** A page after the door: every record of it is in one of the two lists. */
export type Accepted = { records: StagedRecord[]; rejects: StagedReject[]; unknown: UnknownWords }

/** How often each word that no vocabulary holds was met, by what it should have named. */
export type UnknownWords = { platforms: Map<string, number>; genres: Map<string, number> }

/** No word met yet. */
export const noUnknownWords = (): UnknownWords => ({ platforms: new Map(), genres: new Map() })

/** Turns the raw records of one page into candidates and rejects; none is dropped. Pure but for counting unknown words. */
export function acceptPage<Row>(source: Source<Row>, page: Page, context: MapContext, unknown: UnknownWords): Accepted {
  const rejects = page.unparsable.map(({ reject, text, position }) => staged(reject, text, position))
  const records: StagedRecord[] = []
  for (const raw of page.records) {
    const accepted = acceptRecord(source, raw, context, unknown)
    if ('code' in accepted) rejects.push(staged(accepted, raw.text, raw.position))
    else records.push(accepted)
  }
  return { records, rejects, unknown }
}

function acceptRecord<Row>(
  source: Source<Row>,
  raw: RawRecord,
  context: MapContext,
  unknown: UnknownWords,
): StagedRecord | Reject {
  const mapped = mapOne(source, raw, context)
  if (!mapped.ok) return mapped.reject
  const { key, record } = mapped
  const fields = JSON.stringify(record)
  const excess = excessOf(key, record, fields)
  if (excess) return excess
  count(unknown.platforms, record.unknown?.platforms)
  count(unknown.genres, record.unknown?.genres)
  const keys = matchKeysOf(record, source.name, key)
  return {
    sourceKey: key,
    contentHash: hash64(`${raw.text}\n${fields}\n${keys.join('\n')}`),
    raw: raw.text,
    fields,
    matchKeys: keys.map(hash64),
    position: JSON.stringify(raw.position),
  }
}

function mapOne<Row>(source: Source<Row>, raw: RawRecord, context: MapContext): Mapped {
  const unstorable = whyUnstorable(raw.text)
  if (unstorable) return { ok: false, reject: unstorable }
  const row = safeParse(source.row, raw.value, { abortEarly: true })
  if (!row.success) return { ok: false, reject: invalidRow(row.issues[0]) }
  return source.map(row.output, context)
}

/** Postgres takes neither NUL nor half a surrogate pair; refusing them here keeps the whole batch storable. */
function whyUnstorable(text: string): Reject | undefined {
  if (text.includes('\0') || text.includes('\\u0000'))
    return { code: 'nul_byte', message: 'The record holds a NUL character.' }
  if (!text.isWellFormed()) return { code: 'lone_surrogate', message: 'The record holds half of a surrogate pair.' }
  return undefined
}

function invalidRow(issue: { path?: readonly { key: unknown }[] | undefined; message: string }): Reject {
  const field = issue.path?.map((item) => String(item.key)).join('.')
  return { code: 'invalid_row', ...(field && { field }), message: issue.message }
}

function count(words: Map<string, number>, met: readonly string[] | undefined): void {
  for (const word of met ?? []) words.set(word, (words.get(word) ?? 0) + 1)
}

/** A reject in its stored form. Messages never hold the value itself: that stays in `raw`, where a curator may look. */
function staged(reject: Reject, text: string, position: Position): StagedReject {
  const place = JSON.stringify(position)
  return {
    ...reject,
    fingerprint: hash64(`${place}${reject.code}${text}`).toString(),
    position: place,
    raw: storable(text),
  }
}

/** What of a refused text the store can keep: NUL and half surrogates become the replacement character. */
const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD')
