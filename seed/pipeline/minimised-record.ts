import { matchKeysOf } from '#catalogue/match/keys'
import type { CatalogueRecord } from '#catalogue/record'
import type { ArchivedText, ReplacedText } from '#db/record/archived-text'
import { hash64 } from '#lib/hash'
import type { MapContext, RawRecord } from '#seed/contract/record'
import type { Source } from '#seed/contract/source'
import { createMinimiser } from '#seed/minimise/content'
import { withoutTraces } from '#seed/minimise/traces'
import { acceptRecord, contentHashOf } from './accept'
import { resumeProfile } from './profile'
import { headsOf, readStored } from './reread'

/** A record as it is to be stored; `isUnread` if its columns cannot be told, so that only traces of persons were removed. */
export type MinimisedRecord = { replaced: ReplacedText; isUnread: boolean }

/** Returns a function that minimises stored records of a source as a load does. It returns `undefined` for what needs no change. */
export function createRecordMinimiser(source: Source, context: MapContext) {
  const minimise = createMinimiser(source)
  const profile = resumeProfile()

  /** Returns the record as each of the CSV files of its run would have it. */
  function readings({ raw, head }: ArchivedText): RawRecord[] {
    return distinctHeads(head).flatMap((one) => {
      const read = readStored({ raw, position: {}, head: one ? JSON.stringify(one) : null }, source)
      if (!read || 'reject' in read) return []
      return minimise({ records: [{ value: read.value, text: raw, position: {} }], unparsable: [] }, one).records
    })
  }

  /** Maps a minimised record again. A source may not take it any more: then only the traces leave its fields. */
  function replace({ id, sourceKey, fields }: ArchivedText, text: string, read: RawRecord | undefined): ReplacedText {
    const accepted = read && acceptRecord(source, read, context, profile)
    if (accepted && !('code' in accepted) && accepted.sourceKey === sourceKey) {
      const { raw, record, matchKeys, contentHash } = accepted
      return { id, raw, fields: record, matchKeys, contentHash, isRestated: record !== fields }
    }
    const kept = withoutTraces(fields)
    const keys = matchKeysOf(JSON.parse(kept) as CatalogueRecord, source.name, sourceKey) // safe: a load has stored it
    const hashes = { matchKeys: keys.map(hash64), contentHash: contentHashOf(text, kept, keys) }
    return { id, raw: text, fields: kept, ...hashes, isRestated: kept !== fields }
  }

  return (archived: ArchivedText): MinimisedRecord | undefined => {
    const read = readings(archived)
    const [first, ...others] = read
    const isUnread = !first || others.some(({ text }) => text !== first.text)
    const text = isUnread ? withoutTraces(archived.raw) : first.text
    if (text === archived.raw && !isUnread) return undefined
    return { replaced: replace(archived, text, others.length === 0 ? first : undefined), isUnread }
  }
}

/** Returns the heads of CSV files that differ, each as the only one; `[undefined]` if there are none. */
function distinctHeads(head: string | null) {
  const heads = headsOf({ head })
  if (!heads) return [undefined]
  const byShape = new Map(
    heads.map(({ columns, delimiter }) => [JSON.stringify([columns, delimiter]), { columns, delimiter }]),
  )
  return [...byShape.values()].map((one) => [one])
}
