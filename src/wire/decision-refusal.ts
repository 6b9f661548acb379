import type { Refusal } from '#db/decision/execute'
import { type ProblemCode, type RefusalContext, refuseRequest } from '#src/http/problem'

type RefusalText = { code: ProblemCode; detail: string }

/** Problem for each refusal code. A detail that ends with a colon is followed by the id of the other decision. */
const TEXTS = {
  no_such_game: { code: 'no_such_game', detail: 'No game has this slug or id: /v1/search finds games by name.' },
  same_game: { code: 'decided_already', detail: 'The two slugs already name the same game.' },
  no_such_related: {
    code: 'no_such_game',
    detail: 'A slug in the value names no game: /v1/search finds games by name.',
  },
  related_to_itself: {
    code: 'invalid_request',
    detail: 'A slug in the value leads to the game itself: leave it out.',
  },
  no_such_record: { code: 'no_such_record', detail: 'One of the records is not loaded, or not matched yet.' },
  no_such_review: { code: 'no_such_review', detail: 'No open review has this id: /v1/review lists the open ones.' },
  not_of_this_game: {
    code: 'no_such_record',
    detail: 'One of the records does not belong to this game: /v1/games/{slug}/records lists those that do.',
  },
  nothing_taken: { code: 'invalid_request', detail: 'List at least one record to split off this game.' },
  nothing_left: {
    code: 'empty_game',
    detail: 'The game would have no records left: leave at least one out of the list.',
  },
  contradiction: { code: 'contradicted', detail: 'First undo the decision that says the opposite:' },
  no_such_decision: { code: 'no_such_decision', detail: 'No decision has this id: /v1/decisions lists them.' },
  undone_already: { code: 'decided_already', detail: 'This decision has already been undone.' },
  built_upon: { code: 'built_upon', detail: 'First undo the later decision that depends on this one:' },
  not_overridden: { code: 'no_such_decision', detail: 'This field of the game has no override.' },
  named_already: { code: 'decided_already', detail: 'The word has this meaning already.' },
  nothing_decided: { code: 'decided_already', detail: 'No verdict can be carried out.' },
  busy: {
    code: 'matching',
    detail: 'Games are being matched, by a run of the loader or another decision: try again later.',
  },
} as const satisfies Record<Refusal['code'], RefusalText>

const RETRY_AFTER_SECONDS = '10'

/** Returns the problem that explains why a decision is refused; `busy` adds `Retry-After: 10`. */
export function refuseDecision(to: RefusalContext, { code, decision }: Refusal) {
  const text = TEXTS[code]
  if (code === 'busy') to.set.headers['retry-after'] = RETRY_AFTER_SECONDS
  return refuseRequest(to, text.code, decision === undefined ? text.detail : `${text.detail} ${decision}.`)
}
