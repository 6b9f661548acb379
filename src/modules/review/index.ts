import { Elysia } from 'elysia'
import { decideReview } from '#db/decision/curate'
import type { Dependencies } from '#src/dependencies'
import { CURSOR_ADVICE, nextLink, refuseMalformedCursor } from '#src/http/page'
import { bodyDenials, denials, Problem, refuseRequest } from '#src/http/problem'
import { access } from '#src/http/scope'
import { answerDecision, DECIDED } from '#src/wire/decision'
import { NO_QUERY } from '#src/wire/fields'
import { isFilterRefusal } from '#src/wire/filter-resolution'
import { Review, ReviewPage, ReviewParams, ReviewQuery, VerdictBody } from './model'
import { listReviewPage, readReview } from './service'
import { answerVerdicts, decideMany } from './verdicts'
import { VerdictsBody, VerdictsResult } from './verdicts-model'

const MANY = `Up to 500 verdicts, one for each pair, or one verdict on every open pair that passes the filters of the list. All that are
carried out are one decision: \`POST /v1/decisions/{batch}/undo\` undoes them as one. They are carried out in one transaction: all of
them, or none if the request fails. A pair that cannot be decided has a status that says why, and the others are decided.

With a condition, \`expected\` is the number of pairs that pass it, as \`total\` of the list says. If another number passes it now, the
request is refused as \`unconfirmed\` and nothing is decided.`

const REVIEW_ADVICE = 'No review has ever had this id, or its records were taken back: /v1/review lists the open ones.'

/** Returns the routes of review pairs: doubtful matches for a person to decide. */
export const review = (dependencies: Dependencies) =>
  new Elysia({ name: 'vestim.review', prefix: '/v1/review', tags: ['decisions'] })
    .use(access)
    .guard({ scope: 'curate' })
    .get(
      '',
      async ({ query, request, requestId, set }) => {
        const page = await listReviewPage(dependencies, query)
        if (page === 'bad_cursor') return refuseRequest({ requestId, set }, page, CURSOR_ADVICE)
        if (isFilterRefusal(page)) return refuseRequest({ requestId, set }, 'invalid_request', page.detail, page.faults)
        if (page.next) set.headers.link = nextLink(request.url, page.next, dependencies.config.publicUrl)
        return page
      },
      {
        transform: refuseMalformedCursor(),
        query: ReviewQuery,
        response: { 200: ReviewPage, ...denials },
        detail: {
          summary: 'List doubtful matches',
          description: 'Pairs of records that may be one game, with the evidence for and against it.',
        },
      },
    )
    .post(
      '',
      async ({ body, caller, requestId, set }) =>
        answerVerdicts({ requestId, set }, await decideMany(dependencies, body, caller.subject)),
      {
        query: NO_QUERY,
        body: VerdictsBody,
        response: { 200: VerdictsResult, 404: Problem, 409: Problem, ...denials, ...bodyDenials },
        detail: { summary: 'Decide many doubtful matches', description: MANY },
      },
    )
    .get(
      '/:id',
      async ({ params, requestId, set }) =>
        (await readReview(dependencies, Number(params.id))) ??
        refuseRequest({ requestId, set }, 'no_such_review', REVIEW_ADVICE),
      {
        params: ReviewParams,
        query: NO_QUERY,
        response: { 200: Review, 404: Problem, ...denials },
        detail: {
          summary: 'Read one doubtful match',
          description:
            'Open, decided or gone, with what each verdict would make of the two games. A pair keeps its id for good: undoing the verdict opens it again under the same id.',
        },
      },
    )
    .post(
      '/:id',
      async ({ params, body, caller, requestId, set }) => {
        const by = { author: caller.subject, reason: body.reason ?? null }
        const outcome = await decideReview(dependencies.stores, Number(params.id), body.verdict === 'same', by)
        return answerDecision({ requestId, set }, outcome)
      },
      {
        params: ReviewParams,
        query: NO_QUERY,
        body: VerdictBody,
        response: { ...DECIDED, ...bodyDenials },
        detail: {
          summary: 'Decide a doubtful match',
          description: 'The verdict wins over the matcher, now and in every later run.',
        },
      },
    )
