import { Failure } from '#lib/errors'
import type { SearchAnswer, SearchPosition, SearchRequest } from './engine'
import { isStoredGameId } from './game-id'
import { STEPS, type StepName, WORD_STEPS } from './rules'

/** Sort values of the last hit of a page and the step that found it. The next page runs this step only. */
export type StepPosition = { step: StepName; score: number; id: string }

/** Returns the position in its opaque form. */
export const toPosition = ({ step, score, id }: StepPosition): SearchPosition => [step, score, id]

/** Parses an opaque position. @throws {Failure} `usage` if it does not have the form of one */
export function fromPosition([name, score, id]: SearchPosition): StepPosition {
  const step = STEPS.find((known) => known === name)
  if (step && typeof score === 'number' && typeof id === 'string' && isStoredGameId(id)) return { step, score, id }
  throw new Failure('usage', 'This position of a search is not valid: ask for the first page again.')
}

/** Returns the steps to run in order: all, or for a following page the one that found the page before. */
export function stepsOf({ q, after }: SearchRequest): readonly StepName[] {
  if (after) return [fromPosition(after).step]
  return q === undefined ? ['browse'] : WORD_STEPS
}

type Facets = Pick<SearchAnswer, 'facets' | 'facetsExact'>

/**
 * Returns what builds the answer of a search without hits. It has the facets of the first step that found games but for the
 * filters of the facets; without any, an empty list for each facet. It is `confident`.
 */
export function createEmptyAnswer({ facets }: SearchRequest) {
  let kept: Facets = { facets: Object.fromEntries(facets.map((name) => [name, []])), facetsExact: true }
  const hasCounts = (of: Facets) => Object.values(of.facets).some((values) => values.length > 0)
  return {
    keepFacets(found: Facets) {
      if (!hasCounts(kept)) kept = found
    },
    answer: (): SearchAnswer => ({ hits: [], total: { value: 0, exact: true }, ...kept, next: null, confident: true }),
  }
}
