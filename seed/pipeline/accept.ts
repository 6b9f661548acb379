import { safeParse } from 'valibot'
import { excessOf, LONGEST_KEY } from '#catalogue/limits'
import { matchKeysOf } from '#catalogue/match/keys'
import { withUnknownWords } from '#catalogue/vocabulary/unknown-words'
import type { StagedReject } from '#db/quarantine/insert'
import type { StagedRecord } from '#db/record/stage'
import { hash64 } from '#lib/hash'
import type { MapContext, Mapped, Page, RawRecord, Reject, Unparsable } from '#seed/contract/record'
import type { Source } from '#seed/contract/source'
import { profileRecord, profileRow, type RunProfile } from './profile'

/** The records of one page after checking; each is in exactly one of the two lists. */
export type Accepted = { records: StagedRecord[]; rejects: StagedReject[] }

/**
 * Maps and checks the raw records of one page; none is dropped. Pure, except that it counts fields and words in
 * `profile`.
 */
export function acceptPage<Row>(source: Source<Row>, page: Page, context: MapContext, profile: RunProfile): Accepted {
  const rejects = page.unparsable.map((unparsable) => staged(unparsable, unparsable.key))
  const records: StagedRecord[] = []
  for (const raw of page.records) {
    profileRow(profile, raw.value)
    const accepted = acceptRecord(source, raw, context, profile)
    if ('code' in accepted) rejects.push(staged({ ...raw, reject: accepted }, keyOf(source, raw)))
    else records.push(accepted)
  }
  return { records, rejects }
}

/** Maps and checks one raw record. Counts its words in `profile`. */
export function acceptRecord<Row>(
  source: Source<Row>,
  raw: RawRecord,
  context: MapContext,
  profile: RunProfile,
): StagedRecord | Reject {
  const mapped = mapOne(source, raw, context)
  if (!mapped.ok) return mapped.reject
  const { key } = mapped
  const record = withUnknownWords(mapped.record, context.vocabulary)
  const json = JSON.stringify(record)
  const excess = excessOf(key, record, json)
  if (excess) return excess
  profileRecord(profile, record)
  const keys = matchKeysOf(record, source.name, key)
  return {
    sourceKey: key,
    contentHash: contentHashOf(raw.text, json, keys),
    raw: raw.text,
    record: json,
    matchKeys: keys.map(hash64),
    position: JSON.stringify(raw.position),
  }
}

/** Returns the hash by which a load finds a record unchanged: of its text, its fields as JSON and its match keys. */
export const contentHashOf = (text: string, json: string, keys: readonly string[]): bigint =>
  hash64(`${text}\n${json}\n${keys.join('\n')}`)

/**
 * Returns the key of a refused record; `undefined` if it is unknown or cannot be stored, which may be why it was
 * refused.
 */
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

/** NUL as JSON writes it: `\u0000` after an even number of backslashes. After an odd number it is plain text. */
const WRITTEN_NUL = /(?<!\\)(?:\\\\)*\\u0000/

/**
 * Postgres stores neither NUL nor half a surrogate pair; such records are refused, so that the rest of the batch can be
 * stored.
 */
function whyUnstorable(text: string): Reject | undefined {
  if (text.includes('\0') || (text.includes('\\u0000') && WRITTEN_NUL.test(text)))
    return { code: 'nul_byte', message: 'The record contains a NUL character.' }
  if (!text.isWellFormed()) return { code: 'lone_surrogate', message: 'The record contains half of a surrogate pair.' }
  return undefined
}

/** End of a message of valibot: the received value. */
const RECEIVED = / but received .*$/s

function invalidRow(issue: { path?: readonly { key: unknown }[] | undefined; message: string }): Reject {
  const field = issue.path?.map((item) => String(item.key)).join('.')
  return { code: 'invalid_row', ...(field && { field }), message: issue.message.replace(RECEIVED, '') }
}

/** Returns a reject in its stored form. Its message never contains the value, which a curator finds in `raw`. */
function staged({ reject, text, position }: Unparsable, sourceKey: string | undefined): StagedReject {
  const raw = storable(text)
  const { refused } = position
  return {
    ...reject,
    ...(sourceKey !== undefined && { sourceKey }),
    ...(refused !== undefined && { quarantineId: refused }),
    position: JSON.stringify(position),
    raw,
    damaged: raw !== text,
  }
}

/** Returns a text that Postgres can store: NUL and half surrogate pairs become the replacement character. */
const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD')
