import type { DecisionBy } from '#db/decision/curate'
import type { Refusal } from '#db/decision/execute'
import {
  type CountRefusal,
  decideReviews,
  decideReviewsWhere,
  MOST_VERDICTS,
  type VerdictsOutcome,
} from '#db/decision/verdicts'
import type { Dependencies } from '#src/dependencies'
import { type RefusalContext, refuseRequest } from '#src/http/problem'
import { refuseDecision } from '#src/wire/decision-refusal'
import { type FilterRefusal, isFilterRefusal, resolveSources } from '#src/wire/filter-resolution'
import type { VerdictsBody, VerdictsResult } from './verdicts-model'

/** Outcome of many verdicts, or why none was looked at. */
export type VerdictsAnswer = VerdictsOutcome | Refusal | CountRefusal | FilterRefusal

/** Decides the review pairs that a body lists, or those that pass its condition. */
export async function decideMany(
  { stores, filterWords }: Dependencies,
  body: VerdictsBody,
  author: string,
): Promise<VerdictsAnswer> {
  const by: DecisionBy = { author, reason: body.reason ?? null }
  if ('verdicts' in body) {
    const verdicts = body.verdicts.map(({ id, verdict, version }) => ({ id, areSame: verdict === 'same', version }))
    return decideReviews(stores, verdicts, by)
  }
  const { source, band, evidence } = body.where
  const asked = await resolveSources(filterWords, source ? { source: source.join() } : {})
  if (isFilterRefusal(asked))
    return { ...asked, faults: asked.faults.map((fault) => ({ ...fault, in: 'body', name: 'where' })) }
  const filter = { ...asked, bands: band, evidence }
  return decideReviewsWhere(stores, { filter, areSame: body.verdict === 'same', expected: body.expected }, by)
}

/** Returns the response to many verdicts. */
export function answerVerdicts(to: RefusalContext, answer: VerdictsAnswer) {
  if ('items' in answer) return toOutcome(answer)
  if ('faults' in answer) return refuseRequest(to, 'invalid_request', answer.detail, answer.faults)
  return 'count' in answer ? refuseCount(to, answer) : refuseDecision(to, answer)
}

function toOutcome({ decision, items }: VerdictsOutcome): VerdictsResult {
  const decided = items.filter(({ status }) => status === 'decided').length
  return { batch: decision?.id ?? null, decided, refused: items.length - decided, items }
}

function refuseCount(to: RefusalContext, { code, count }: CountRefusal) {
  const passing = `${count} open pairs pass the filters`
  return code === 'unconfirmed'
    ? refuseRequest(
        to,
        code,
        `${passing}: look at them with GET /v1/review, and send this number as expected to confirm it.`,
      )
    : refuseRequest(
        to,
        'too_costly',
        `${passing}, and ${MOST_VERDICTS} can be decided at once: add a filter, or list them in verdicts.`,
      )
}
