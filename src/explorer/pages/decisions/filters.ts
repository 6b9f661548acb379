import { place } from '../../state/address'
import { addressOf, choice, type Parameter, type ParameterValues, readParameters, text } from '../../state/parameters'

/** Kinds of decisions. */
export const DECISION_KIND_CHOICES = ['merge', 'split', 'override', 'review', 'link', 'unlink', 'word'] as const
/** States of decisions. */
export const DECISION_STATE_CHOICES = ['active', 'undone'] as const

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/

const decisionId: Parameter<string> = {
  read: (given) => (ID.exec(given)?.[0] === given ? given : undefined),
  write: (value) => value,
  missing: '',
}

/** Parameters of the decisions in the address; `decision` is the one that is pointed out. */
export const DECISIONS = {
  game: text,
  author: text,
  kind: choice('', ...DECISION_KIND_CHOICES),
  state: choice('', ...DECISION_STATE_CHOICES),
  decision: decisionId,
} as const
export type DecisionValues = ParameterValues<typeof DECISIONS>

/** Returns what the address asks for. */
export const decisionValues = (): DecisionValues => readParameters(DECISIONS, place.value.searchParams)

/** Returns the address of the decisions with these values. */
export const decisionAddress = (values: Partial<DecisionValues>): string =>
  addressOf('/explorer/decisions', DECISIONS, values)
