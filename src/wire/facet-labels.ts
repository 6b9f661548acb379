import { FACETS, type FacetCount, type FacetName, type SearchAnswer } from '#db/search/engine'
import type { Db } from '#db/stores'
import { findLabels } from '#db/vocabulary/labels'
import { createBreaker } from '#lib/breaker'
import { within } from '#lib/deadline'

const FRESH_MS = 30_000
/** Longest wait for labels, in ms: a search in Elasticsearch does not wait longer for Postgres. */
const MOST_MS = 250
const MOST_REMEMBERED = 5_000

/** A value of a facet with its label and the number of games that have it. */
export type LabelledCount = FacetCount & { label: string }

/** Returns facets with labels: the names of platforms and companies, the English labels of genres. A year is its own label. */
export type FacetLabels = (facets: SearchAnswer['facets']) => Promise<Partial<Record<FacetName, LabelledCount[]>>>

/**
 * Returns labels of facets, remembered for 30 s. While Postgres does not answer, labels stay as they were, and a value without a
 * remembered label is its own.
 */
export function createFacetLabels(db: Db): FacetLabels {
  const remembered = new Map<string, { label: string; until: number }>()
  const breaker = createBreaker({ failures: 1, openMs: 5_000 })
  const read = async (name: Exclude<FacetName, 'year'>, slugs: readonly string[]) => {
    const rows = await within(MOST_MS, findLabels(db, name, slugs)).catch(() => 'late' as const)
    if (rows === 'late') return breaker.failed()
    breaker.succeeded()
    if (remembered.size > MOST_REMEMBERED) remembered.clear()
    for (const { slug, label } of rows) remembered.set(`${name} ${slug}`, { label, until: Date.now() + FRESH_MS })
  }
  const labelled = async (name: FacetName, counts: readonly FacetCount[]): Promise<LabelledCount[]> => {
    const isOld = (value: string) => (remembered.get(`${name} ${value}`)?.until ?? 0) <= Date.now()
    const old = name === 'year' ? [] : counts.map(({ value }) => value).filter(isOld)
    if (name !== 'year' && old.length > 0 && breaker.allows()) await read(name, old)
    return counts.map((each) => ({ ...each, label: remembered.get(`${name} ${each.value}`)?.label ?? each.value }))
  }
  return async (facets) => {
    const names = FACETS.filter((name) => facets[name] !== undefined)
    const all = await Promise.all(names.map(async (name) => [name, await labelled(name, facets[name] ?? [])] as const))
    return Object.fromEntries(all)
  }
}
