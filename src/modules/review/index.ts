import { Elysia } from 'elysia'
import { decideReview } from '#db/decision/curate'
import type { Dependencies } from '#src/dependencies'
import { CURSOR_ADVICE, nextLink, refuseMalformedCursor } from '#src/http/page'
import { bodyDenials, denials, refuseRequest } from '#src/http/problem'
import { access } from '#src/http/scope'
import { answerDecision, DECIDED } from '#src/wire/decision'
import { NO_QUERY } from '#src/wire/fields'
import { ReviewPage, ReviewParams, ReviewQuery, VerdictBody } from './model'
import { listReviewPage } from './service'

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
