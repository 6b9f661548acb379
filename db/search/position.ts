import { Failure } from '#lib/errors'
import type { SearchAnswer, SearchPosition, SearchRequest } from './engine'
import { STEPS, type StepName } from './rules'

/** Sort values of the last hit of a page and the step that found it. The next page runs this step only. */
export type StepPosition = { step: StepName; score: number; id: string }

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Returns the position in its opaque form. */
export const toPosition = ({ step, score, id }: StepPosition): SearchPosition => [step, score, id]

/** Parses an opaque position. @throws {Failure} `usage` if it is not one that `toPosition` returned */
export function fromPosition([name, score, id]: SearchPosition): StepPosition {
  const step = STEPS.find((known) => known === name)
  if (step && typeof score === 'number' && typeof id === 'string' && UUID.test(id)) return { step, score, id }
  throw new Failure('usage', 'This position of a search is not valid: ask for the first page again.')
}

/** Returns the steps to run in order: all, or for a following page the one that found the page before. */
export const stepsOf = ({ after }: SearchRequest): readonly StepName[] => (after ? [fromPosition(after).step] : STEPS)

/** Returns the answer without hits; each facet that was asked for is empty. */
export const nothing = ({ facets }: SearchRequest): SearchAnswer => ({
  hits: [],
  total: { value: 0, exact: true },
  facets: Object.fromEntries(facets.map((name) => [name, []])),
  next: null,
  confident: true,
})
