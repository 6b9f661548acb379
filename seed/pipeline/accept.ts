import { safeParse } from 'valibot'
import { excessOf, LONGEST_KEY } from '#catalogue/limits'
import { matchKeysOf } from '#catalogue/match/keys'
import { withUnknownNames } from '#catalogue/vocabulary/unknown-words'
import type { StagedReject } from '#db/quarantine/insert'
import type { StagedRecord } from '#db/record/stage'
import { hash64 } from '#lib/hash'
import type { MapContext, Mapped, Page, RawRecord, Reject, Unparsable } from '#seed/contract/record'
import type { Source } from '#seed/contract/source'
import { profileRecord, profileRow, type RunProfile } from './profile'

/** A page after the door: every record of it is in one of the two lists. */
export type Accepted = { records: StagedRecord[]; rejects: StagedReject[] }

/** Turns the raw records of one page into candidates and rejects; none is dropped. Pure but for noting what it meets. */
export function acceptPage<Row>(source: Source<Row>, page: Page, context: MapContext, met: RunProfile): Accepted {
  const rejects = page.unparsable.map((unparsable) => staged(unparsable, unparsable.key))
  const records: StagedRecord[] = []
  for (const raw of page.records) {
    profileRow(met, raw.value)
    const accepted = acceptRecord(source, raw, context, met)
    if ('code' in accepted) rejects.push(staged({ ...raw, reject: accepted }, keyOf(source, raw)))
    else records.push(accepted)
  }
  return { records, rejects }
}

function acceptRecord<Row>(
  source: Source<Row>,
  raw: RawRecord,
  context: MapContext,
  met: RunProfile,
): StagedRecord | Reject {
  const mapped = mapOne(source, raw, context)
  if (!mapped.ok) return mapped.reject
  const { key } = mapped
  const record = withUnknownNames(mapped.record, context.vocabulary)
  const fields = JSON.stringify(record)
  const excess = excessOf(key, record, fields)
  if (excess) return excess
  profileRecord(met, record)
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

/** The key of a refused record, where it is known and can be stored: it too may be what the record is refused for. */
function keyOf<Row>(source: Source<Row>, { value }: RawRecord): string | undefined {
  const key = source.keyOf?.(value)
  return key !== undefined && storable(key) === key && key.length <= LONGEST_KEY ? key : undefined
}

function mapOne<Row>(source: Source<Row>, raw: RawRecord, context: MapContext): Mapped {
  const unstorable = whyUnstorable(raw.text)
  if (unstorable) return { ok: false, reject: unstorable }
  const row = safeParse(source.row, raw.value, { abortEarly: true })
  if (!row.success) return { ok: false, reject: invalidRow(row.issues[0]) }
  return source.map(row.output, context)
}

/** As JSON writes a NUL; a backslash that stands in a text itself is doubled. */
const WRITTEN_NUL = /(?<!\\)(?:\\\\)*\\u0000/

/** Postgres takes neither NUL nor half a surrogate pair; refusing them here keeps the whole batch storable. */
function whyUnstorable(text: string): Reject | undefined {
  if (text.includes('\0') || (text.includes('\\u0000') && WRITTEN_NUL.test(text)))
    return { code: 'nul_byte', message: 'The record holds a NUL character.' }
  if (!text.isWellFormed()) return { code: 'lone_surrogate', message: 'The record holds half of a surrogate pair.' }
  return undefined
}

/** How valibot ends a message of its own: with the value that was received. */
const RECEIVED = / but received .*$/s

function invalidRow(issue: { path?: readonly { key: unknown }[] | undefined; message: string }): Reject {
  const field = issue.path?.map((item) => String(item.key)).join('.')
  return { code: 'invalid_row', ...(field && { field }), message: issue.message.replace(RECEIVED, '') }
}

/** A reject in its stored form. Messages never hold the value itself: that stays in `raw`, where a curator may look. */
function staged({ reject, text, position }: Unparsable, sourceKey: string | undefined): StagedReject {
  const raw = storable(text)
  const { refused } = position
  return {
    ...reject,
    ...(sourceKey !== undefined && { sourceKey }),
    ...(refused !== undefined && { refused }),
    position: JSON.stringify(position),
    raw,
    damaged: raw !== text,
  }
}

/** What of a refused text the store can keep: NUL and half surrogates become the replacement character. */
const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD')
