import { type FilterReason, type ResolvedFilters, resolveGameFilters } from '#db/filter/resolve'
import type { FilterWordKind } from '#db/filter/word'
import type { FilterWords } from '#db/filter/words'
import type { Fault } from '#src/http/problem'
import { type FilterQuery, filtersOf } from './game-filters'

/** Reasons why filters are refused: a sentence and an entry for each. They contain nothing that was sent. */
export type FilterRefusal = { detail: string; faults: Fault[] }

/** True for a refusal, false for what was asked for: filters, or a page or figures made with them. */
export const isFilterRefusal = (resolved: object): resolved is FilterRefusal => 'faults' in resolved

/** Resolves the filters of a query: every word is found by slug, name or alias, or the query is refused with the nearest slugs. */
export async function resolveFilters(words: FilterWords, query: FilterQuery): Promise<ResolvedFilters | FilterRefusal> {
  const resolved = await resolveGameFilters(words, filtersOf(query))
  if (!Array.isArray(resolved)) return resolved
  return {
    detail: resolved.map(sentenceOn).join(' '),
    faults: resolved.map((reason) => ({ in: 'query', name: reason.name, expected: expectedBy(reason) })),
  }
}

/** Slugs of the sources that a query asks for; `undefined` if it asks for none. */
export type AskedSources = { sources: readonly string[] | undefined }

/** Resolves the parameter `source` of a list that has no other filter of games. */
export async function resolveSources(
  words: FilterWords,
  { source }: Pick<FilterQuery, 'source'>,
): Promise<AskedSources | FilterRefusal> {
  const resolved = await resolveFilters(words, source === undefined ? {} : { source })
  return isFilterRefusal(resolved) ? resolved : { sources: resolved.filters.source }
}

/** Routes that list the words. */
const WORD_ROUTES: Record<FilterWordKind, string> = {
  platform: '/v1/platforms',
  genre: '/v1/genres',
  company: '/v1/companies',
  source: '/v1/sources',
}

function sentenceOn(reason: FilterReason): string {
  const takes = 'expected' in reason ? 'it takes: ' : ''
  return `${reason.name}: ${reason.wrong}; ${takes}${expectedBy(reason)}.`
}

function expectedBy(reason: FilterReason): string {
  if ('expected' in reason) return reason.expected
  const advice = `${WORD_ROUTES[reason.kind]} lists them`
  return reason.nearest.length > 0 ? `nearest are ${reason.nearest.join(', ')}, and ${advice}` : advice
}
