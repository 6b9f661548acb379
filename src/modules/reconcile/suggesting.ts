import { Elysia } from 'elysia'
import type { Dependencies } from '#src/dependencies'
import { denials } from '#src/http/problem'
import { access } from '#src/http/scope'
import { ProposedProperties, ProposeQuery, SuggestionResults, SuggestTextQuery } from './model'
import { PROPERTIES } from './properties'
import { suggestGames, suggestNamed } from './suggest'
import { type ReconcileTerm, TYPES } from './types'

const answers = { query: SuggestTextQuery, response: { 200: SuggestionResults, ...denials } }

/** Returns the routes that suggest games, properties and types while somebody types, and the properties to fetch. */
export const suggesting = (dependencies: Dependencies) =>
  new Elysia({ name: 'vestim.reconcile.suggest', tags: ['reconciliation'] })
    .use(access)
    .guard({ scope: 'read' })
    .get('/suggest/entity', async ({ query }) => page(await suggestGames(dependencies, query.prefix), query), {
      ...answers,
      detail: {
        summary: 'Suggest games to a reconciliation client',
        description:
          'At most 10 games that complete the text, as `GET /v1/suggest` has them, or the game with this id.',
      },
    })
    .get('/suggest/property', ({ query }) => page(suggestNamed(PROPERTIES, query.prefix), query), {
      ...answers,
      detail: {
        summary: 'Suggest properties to a reconciliation client',
        description:
          'Properties whose name or id begins with the text. Of a query `year`, `platform` and `company` are compared.',
      },
    })
    .get('/suggest/type', ({ query }) => page(suggestNamed(TYPES, query.prefix), query), {
      ...answers,
      detail: {
        summary: 'Suggest types to a reconciliation client',
        description: 'Kinds of games whose name begins with the text. `game` stands for all kinds.',
      },
    })
    .get(
      '/properties',
      ({ query: { type, limit } }) => ({
        ...(type !== undefined && { type }),
        properties: PROPERTIES.slice(0, limit === undefined ? PROPERTIES.length : Number(limit)),
      }),
      {
        query: ProposeQuery,
        response: { 200: ProposedProperties, ...denials },
        detail: {
          summary: 'List the properties to fetch',
          description:
            'Properties of games whose values `extend` of the reconciliation service has, the same for every type.',
        },
      },
    )

const page = (result: readonly ReconcileTerm[], { cursor = '0' }: { cursor?: string }) => ({
  result: result.slice(Number(cursor)),
})
