import { Elysia } from 'elysia'
import { mergeTwoGames, removeOverride, splitGame, undoDecision } from '#db/decision/curate'
import type { Dependencies } from '#src/http/dependencies'
import { nextLink } from '#src/http/page'
import { denials, refuseRequest } from '#src/http/problem'
import { access } from '#src/http/scope'
import { answerDecision, DECIDED } from '#src/wire/decision'
import { NO_QUERY } from '#src/wire/fields'
import {
  CuratedGameParams,
  DecisionListQuery,
  DecisionPage,
  DecisionParams,
  MergeBody,
  OverrideBody,
  OverrideParams,
  SplitBody,
} from './model'
import { fixMember, listAll } from './service'

const OVERRIDE = `The value wins over every source, in this load and every later one; null says that nobody knows.

\`releases.<platform>\` lists the releases on one platform, as \`releases\` of the game shows them: \`region\`, \`edition\`,
\`released\`, \`salesCopies\`. The sources go on stating what is left out, and all other platforms; an empty list says that it
never came out there. \`platforms\`, \`released\`, \`year\` and \`salesCopies\` of the game follow, unless they are fixed themselves.

\`related\` lists \`{ slug, relation }\`, as the game shows them: those hold, and what it shows beyond them does not, seen from
either game. What sources state later is shown.`

/** What people decide of games. Each decision wins over every source and every score until it is undone. */
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
        params: CuratedGameParams,
        query: NO_QUERY,
        body: MergeBody,
        response: DECIDED,
        detail: {
          summary: 'Say that two games are one',
          description: 'The older one lives on; the slug of the other leads to it for ever.',
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
        params: CuratedGameParams,
        query: NO_QUERY,
        body: SplitBody,
        response: DECIDED,
        detail: {
          summary: 'Say that some records of a game are another one',
          description: 'They leave together; the oldest record decides which game keeps the slug.',
        },
      },
    )
    .put(
      '/games/:slug/overrides/:field',
      async ({ params, body, caller, requestId, set }) => {
        const to = { requestId, set }
        const by = { author: caller.subject, reason: body.reason ?? null }
        const outcome = await fixMember(dependencies.stores, params, body.value, by)
        return 'says' in outcome ? refuseRequest(to, 'invalid_request', outcome.says) : answerDecision(to, outcome)
      },
      {
        params: OverrideParams,
        query: NO_QUERY,
        body: OverrideBody,
        response: DECIDED,
        detail: {
          summary: 'Fix a member of a game',
          description: OVERRIDE,
        },
      },
    )
    .delete(
      '/games/:slug/overrides/:field',
      async ({ params, caller, requestId, set }) => {
        const by = { author: caller.subject, reason: null }
        return answerDecision(
          { requestId, set },
          await removeOverride(dependencies.stores, params.slug, params.field, by),
        )
      },
      {
        params: OverrideParams,
        query: NO_QUERY,
        response: DECIDED,
        detail: { summary: 'Let the sources decide again', description: 'Takes back what was fixed of a member.' },
      },
    )
    .get(
      '/decisions',
      async ({ query, request, requestId, set }) => {
        const page = await listAll(dependencies, query)
        if (page === 'bad_cursor') return refuseRequest({ requestId, set }, page, 'Ask for the first page again.')
        if (page.next) set.headers.link = nextLink(request.url, page.next, dependencies.config.publicUrl)
        return page
      },
      {
        query: DecisionListQuery,
        response: { 200: DecisionPage, ...denials },
        detail: { summary: 'List decisions', description: 'Every decision of a person, oldest first.' },
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
          description: 'Refused where a later decision stands on it; that one is named.',
        },
      },
    )
