import { Elysia } from 'elysia'
import { planMerge, planSplit } from '#db/decision/curate'
import { previewDecision } from '#db/decision/preview'
import type { Dependencies } from '#src/dependencies'
import { bodyDenials, denials, Problem, refuseRequest } from '#src/http/problem'
import { access } from '#src/http/scope'
import { MergeBody, OverrideBody, OverrideParams, SplitBody } from '#src/wire/decision-bodies'
import { NO_QUERY } from '#src/wire/fields'
import { GameParams } from '#src/wire/game-params'
import { DecisionPreview } from './model'
import { answerPreview, previewOverride } from './service'

const PREVIEWED = { 200: DecisionPreview, 404: Problem, 409: Problem, ...denials, ...bodyDenials }

const PREVIEW = `Takes the body of the decision and answers with the games that it concerns, as they are and as they would be, or with
the reason for which it would be refused. Nothing is stored.`

/** Returns the routes that tell the effect of a decision before it is made. */
export const previews = ({ stores: { db } }: Dependencies) =>
  new Elysia({ name: 'vestim.previews', prefix: '/v1/games/:slug', tags: ['decisions'] })
    .use(access)
    .guard({ scope: 'curate' })
    .post(
      '/merge/preview',
      async ({ params, body, caller, requestId, set }) => {
        const by = { author: caller.subject, reason: null }
        return answerPreview(
          db,
          { requestId, set },
          await previewDecision(db, (tx) => planMerge(tx, [params.slug, body.with], by)),
        )
      },
      {
        params: GameParams,
        query: NO_QUERY,
        body: MergeBody,
        response: PREVIEWED,
        detail: { summary: 'Preview a merge', description: PREVIEW },
      },
    )
    .post(
      '/split/preview',
      async ({ params, body, caller, requestId, set }) => {
        const by = { author: caller.subject, reason: null }
        return answerPreview(
          db,
          { requestId, set },
          await previewDecision(db, (tx) => planSplit(tx, params.slug, body.records, by)),
        )
      },
      {
        params: GameParams,
        query: NO_QUERY,
        body: SplitBody,
        response: PREVIEWED,
        detail: {
          summary: 'Preview a split',
          description: `${PREVIEW} A remaining record that matches none of the others becomes a game of its own.`,
        },
      },
    )
    .post(
      '/overrides/:field/preview',
      async ({ params, body, caller, requestId, set }) => {
        const to = { requestId, set }
        const preview = await previewOverride(db, params, body.value, { author: caller.subject, reason: null })
        return 'message' in preview
          ? refuseRequest(to, 'invalid_request', preview.message)
          : answerPreview(db, to, preview)
      },
      {
        params: OverrideParams,
        query: NO_QUERY,
        body: OverrideBody,
        response: PREVIEWED,
        detail: {
          summary: 'Preview an override',
          description: `${PREVIEW} Other values can follow from the overridden one. \`related\` is not among the members of the games.`,
        },
      },
    )
