import { Failure } from '#lib/errors'
import type { SearchAnswer, SearchPosition, SearchRequest } from './engine'
import { isStoredGameId } from './game-id'
import { STEPS, type StepName } from './rules'

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
export const stepsOf = ({ after }: SearchRequest): readonly StepName[] => (after ? [fromPosition(after).step] : STEPS)

/** Returns an answer without hits, with an empty list for each requested facet. It is `confident`. */
export const emptyAnswer = ({ facets }: SearchRequest): SearchAnswer => ({
  hits: [],
  total: { value: 0, exact: true },
  facets: Object.fromEntries(facets.map((name) => [name, []])),
  next: null,
  confident: true,
})
