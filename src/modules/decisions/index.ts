import { Elysia } from 'elysia'
import { mergeTwoGames, splitGame, undoDecision } from '#db/decision/curate'
import type { Dependencies } from '#src/dependencies'
import { CURSOR_ADVICE, nextLink, refuseMalformedCursor } from '#src/http/page'
import { bodyDenials, denials, type RefusalContext, refuseRequest } from '#src/http/problem'
import { access } from '#src/http/scope'
import { answerDecision, DECIDED } from '#src/wire/decision'
import { MergeBody, OverrideBody, OverrideParams, SplitBody } from '#src/wire/decision-bodies'
import { NO_QUERY } from '#src/wire/fields'
import { GameParams } from '#src/wire/game-params'
import { DecisionListQuery, DecisionPage, DecisionParams } from './model'
import { listDecisionPage, overrideGame, removeGameOverride } from './service'

const GAME_ADVICE = 'game: no game has this slug or id; /v1/search finds games by name.'
const GAME_FAULTS = [{ in: 'query', name: 'game', expected: 'the slug or id of a game' }]

const OVERRIDE = `The value wins over every source, now and after every later run of the loader; null means that the value
is unknown.

\`releases.<platform>\` lists the releases on one platform, as \`releases\` of the game shows them: \`region\`, \`edition\`,
\`released\`, \`salesCopies\`. What a release leaves out keeps the value of the sources, and so do other platforms; an empty
list means that the game was never released there. \`platforms\`, \`released\`, \`year\` and \`salesCopies\` of the game follow from
it, unless they have overrides of their own.

\`related\` lists \`{ slug, relation }\`, as the game shows them. These relations hold, and the others that the game shows now
do not; this applies to both games of a relation. Relations that sources state later are shown.`

/**
 * Returns the routes by which people decide about games. Each decision wins over every source and score until it is
 * undone.
 */
export const decisions = (dependencies: Dependencies) =>
  new Elysia({ name: 'vestim.decisions', prefix: '/v1', tags: ['decisions'] })
    .use(access)
    .guard({ scope: 'curate' })
    .post(
      '/games/:slug/merge',
      async ({ params, body, caller, requestId, set }) => {
        const by = { author: caller.subject, reason: body.reason ?? null }
        return answerDecision(
          { requestId, set },
          await mergeTwoGames(dependencies.stores, [params.slug, body.with], by),
        )
      },
      {
        params: GameParams,
        query: NO_QUERY,
        body: MergeBody,
        response: { ...DECIDED, ...bodyDenials },
        detail: {
          summary: 'Say that two games are one',
          description: 'The older game stays; the slug of the other one redirects to it permanently.',
        },
      },
    )
    .post(
      '/games/:slug/split',
      async ({ params, body, caller, requestId, set }) => {
        const by = { author: caller.subject, reason: body.reason ?? null }
        return answerDecision({ requestId, set }, await splitGame(dependencies.stores, params.slug, body.records, by))
      },
      {
        params: GameParams,
        query: NO_QUERY,
        body: SplitBody,
        response: { ...DECIDED, ...bodyDenials },
        detail: {
          summary: 'Say that some records belong to another game',
          description: 'These records become one other game together; the game with the oldest record keeps the slug.',
        },
      },
    )
    .put(
      '/games/:slug/overrides/:field',
      async ({ params, body, caller, requestId, set }) => {
        const to = { requestId, set }
        const by = { author: caller.subject, reason: body.reason ?? null }
        return answerOverride(to, await overrideGame(dependencies.stores, params, body.value, by))
      },
      {
        params: OverrideParams,
        query: NO_QUERY,
        body: OverrideBody,
        response: { ...DECIDED, ...bodyDenials },
        detail: {
          summary: 'Override a field of a game',
          description: OVERRIDE,
        },
      },
    )
    .delete(
      '/games/:slug/overrides/:field',
      async ({ params, caller, requestId, set }) => {
        const by = { author: caller.subject, reason: null }
        return answerOverride({ requestId, set }, await removeGameOverride(dependencies.stores, params, by))
      },
      {
        params: OverrideParams,
        query: NO_QUERY,
        response: DECIDED,
        detail: { summary: 'Remove an override', description: 'The sources decide the value of the field again.' },
      },
    )
    .get(
      '/decisions',
      async ({ query, request, requestId, set }) => {
        const page = await listDecisionPage(dependencies, query)
        if (page === 'bad_cursor') return refuseRequest({ requestId, set }, page, CURSOR_ADVICE)
        if (page === 'no_such_game')
          return refuseRequest({ requestId, set }, 'invalid_request', GAME_ADVICE, GAME_FAULTS)
        if (page.next) set.headers.link = nextLink(request.url, page.next, dependencies.config.publicUrl)
        return page
      },
      {
        transform: refuseMalformedCursor(),
        query: DecisionListQuery,
        response: { 200: DecisionPage, ...denials },
        detail: {
          summary: 'List decisions',
          description:
            'Decisions of people, newest first, undone ones included, each with the titles and games of its records as the catalogue has them now. `game` keeps those that name a record of the game as it is today.',
        },
      },
    )
    .post(
      '/decisions/:id/undo',
      async ({ params, caller, requestId, set }) => {
        const by = { author: caller.subject, reason: null }
        return answerDecision({ requestId, set }, await undoDecision(dependencies.stores, params.id, by))
      },
      {
        params: DecisionParams,
        query: NO_QUERY,
        response: DECIDED,
        detail: {
          summary: 'Undo a decision',
          description: 'Refused if a later decision depends on it; the problem names that decision.',
        },
      },
    )

const answerOverride = (to: RefusalContext, outcome: Awaited<ReturnType<typeof overrideGame>>) =>
  'message' in outcome ? refuseRequest(to, 'invalid_request', outcome.message) : answerDecision(to, outcome)
