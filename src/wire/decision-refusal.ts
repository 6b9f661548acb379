import type { Refusal } from '#db/decision/execute'
import { type Answering, type ProblemCode, refuseRequest } from '#src/http/problem'

type Said = { code: ProblemCode; detail: string }

const SAID = {
  no_such_game: { code: 'no_such_game', detail: 'No game has this slug or id: /v1/search finds games by name.' },
  same_game: { code: 'decided_already', detail: 'The two are one game already.' },
  no_such_related: {
    code: 'no_such_game',
    detail: 'No game has one of the slugs in the value: /v1/search finds games by name.',
  },
  related_to_itself: {
    code: 'invalid_request',
    detail: 'One of the slugs in the value leads to the game itself: leave it out.',
  },
  no_such_record: { code: 'no_such_record', detail: 'One of the records is not in the catalogue.' },
  no_such_review: { code: 'no_such_review', detail: 'This doubt is none any more: /v1/review lists those that are.' },
  not_of_this_game: {
    code: 'no_such_record',
    detail: 'One of the records does not belong to this game: its address with /records lists those that do.',
  },
  nothing_taken: { code: 'invalid_request', detail: 'Name at least one record that is another game.' },
  nothing_left: { code: 'empty_game', detail: 'All records of the game would leave it: leave at least one out.' },
  contradiction: { code: 'contradicted', detail: 'Undo the decision first that says the opposite:' },
  no_such_decision: { code: 'no_such_decision', detail: 'No decision has this id: /v1/decisions lists them.' },
  undone_already: { code: 'decided_already', detail: 'This decision is undone already.' },
  built_upon: { code: 'built_upon', detail: 'Undo the later decision first that stands on this one:' },
  not_overridden: { code: 'no_such_decision', detail: 'Nobody has fixed this member of the game.' },
  busy: { code: 'matching', detail: 'Games are being matched, by a load or by others who decide: try again later.' },
} as const satisfies Record<Refusal['code'], Said>

const RETRY_AFTER_SECONDS = '10'

/** Why a decision is not carried out, as a problem. */
export function refuseDecision(to: Answering, { code, decision }: Refusal) {
  const said = SAID[code]
  if (code === 'busy') to.set.headers['retry-after'] = RETRY_AFTER_SECONDS
  return refuseRequest(to, said.code, decision === undefined ? said.detail : `${said.detail} ${decision}.`)
}
