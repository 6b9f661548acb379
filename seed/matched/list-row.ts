import type { DeclaredRow } from '#catalogue/list/cells/cell'
import type { CatalogueRecord } from '#catalogue/record'
import { standardVocabulary } from '#catalogue/vocabulary/lookup'
import { isObject } from '#lib/json-object'
import type { Mapped, Reject } from '#seed/contract/record'
import type { Entry } from '#seed/declared/config'
import { declaredMap } from '#seed/declared/map'
import type { Draft } from '#seed/infer/draft'

/** Fields that matching compares, besides ids. */
const COMPARED = new Set([
  'title',
  'year',
  'released',
  'platforms',
  'developers',
  'publishers',
  'companies',
  'alternativeNames',
  'kind',
])

/**
 * Returns a draft with only the fields that matching compares. The key of a file is the title, because a list to match needs no key;
 * a database is read in the order of its own.
 */
export function comparedDraft({ entry }: Draft): Draft['entry'] {
  const fields = Object.entries(entry.map ?? {}).filter(
    ([field]) => COMPARED.has(field) || field.startsWith('externalIds.'),
  )
  const map: Record<string, unknown> = Object.fromEntries(fields)
  const title = isObject(map.title) ? map.title.column : map.title
  return { ...entry, ...(entry.format !== 'sqlite' && { key: title }), map }
}

/** Returns the record of a row of a list, or the reason why it has none. */
export type ListRowReader = (row: DeclaredRow) => CatalogueRecord | Reject

/** Returns a reader of rows. A value that cannot be read is left out, since it is no evidence; a row without a title is refused. */
export function listRowReader(entry: Entry): ListRowReader {
  const maps = new Map<string, (row: DeclaredRow) => Mapped>()
  const mapWithout = (left: readonly string[]) => {
    const name = left.join()
    const map = maps.get(name) ?? mapOf(entry, left)
    maps.set(name, map)
    return map
  }
  return (row) => {
    const left: string[] = []
    let mapped = mapWithout(left)(row)
    while (!mapped.ok && isLeftOut(mapped.reject, left)) {
      left.push(mapped.reject.field ?? '')
      mapped = mapWithout(left)(row)
    }
    return mapped.ok ? mapped.record : refusalOf(mapped.reject)
  }
}

/** True if a row can be read without the field that it was refused for. */
const isLeftOut = ({ field = 'title' }: Reject, left: readonly string[]): boolean =>
  field !== 'title' && field !== 'key' && !left.includes(field)

/** Returns the reason in terms of the list, whose key is the title. */
const refusalOf = (reject: Reject): Reject =>
  reject.field === 'key' ? { code: 'missing_title', field: 'title', message: 'The row has no title.' } : reject

function mapOf(entry: Entry, left: readonly string[]): (row: DeclaredRow) => Mapped {
  const fields = Object.entries(entry.map).filter(([field]) => !left.includes(field))
  const map = declaredMap({ ...entry, map: Object.fromEntries(fields) })
  return (row) => map(row, { vocabulary: standardVocabulary })
}

/** True if a row has no record. */
export const isRefusedRow = (read: CatalogueRecord | Reject): read is Reject => 'code' in read
