import { Failure } from '#lib/errors'
import type { SearchAnswer, SearchPosition, SearchRequest } from './engine'
import { STEPS, type StepName } from './rules'

/** The sort values of the last hit of a page, and the step that found it: the next page asks that step alone. */
export type StepPosition = { step: StepName; score: number; id: string }

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The position as it travels outside the engine. */
export const toPosition = ({ step, score, id }: StepPosition): SearchPosition => [step, score, id]

/** The position a page ended at. @throws {Failure} `usage` where no engine made this position */
export function fromPosition([name, score, id]: SearchPosition): StepPosition {
  const step = STEPS.find((known) => known === name)
  if (step && typeof score === 'number' && typeof id === 'string' && UUID.test(id)) return { step, score, id }
  throw new Failure('usage', 'This is not where a page of hits ended: ask for the first page again.')
}

/** The steps to ask in order: all of them, or the one that found the page before. */
export const stepsOf = ({ after }: SearchRequest): readonly StepName[] => (after ? [fromPosition(after).step] : STEPS)

/** The answer where no step found anything. */
export const nothing = ({ facets }: SearchRequest): SearchAnswer => ({
  hits: [],
  total: { value: 0, exact: true },
  facets: Object.fromEntries(facets.map((name) => [name, []])),
  next: null,
  confident: true,
})
