import { Elysia } from 'elysia'
import type { Dependencies } from '#src/dependencies'
import { bodyDenials, denials } from '#src/http/problem'
import { access } from '#src/http/scope'
import { NO_QUERY } from '#src/wire/fields'
import { MatchBody, MatchedItems } from './model'
import { matchItems } from './service'

const DESCRIPTION = `Up to 1,000 items of a list, answered in order with the game that each is. Each item is decided by itself, as if it were
loaded as the only record of a new list: by the same match keys, weights, vetoes and thresholds. Nothing is stored. Two games that
match equally well are left to a person: \`review\`.

An item without a title, with one that is too long, or of a wrong form has an \`error\`; the others are answered.`

/** Returns the route that matches the items of a list with games. */
export const match = (dependencies: Dependencies) =>
  new Elysia({ name: 'vestim.match', prefix: '/v1/match', tags: ['games'] })
    .use(access)
    .guard({ scope: 'read' })
    .post('', ({ body }) => matchItems(dependencies, body.items), {
      query: NO_QUERY,
      body: MatchBody,
      response: { 200: MatchedItems, ...denials, ...bodyDenials },
      detail: { summary: 'Match a list of titles with games', description: DESCRIPTION },
    })
