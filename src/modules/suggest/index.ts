import { Elysia } from 'elysia'
import type { Dependencies } from '#src/dependencies'
import { denials } from '#src/http/problem'
import { access } from '#src/http/scope'
import { SuggestionList, SuggestQuery } from './model'

/** Returns the route of suggestions. */
export const suggest = ({ stores }: Dependencies) =>
  new Elysia({ name: 'vestim.suggest', prefix: '/v1/suggest', tags: ['search'] })
    .use(access)
    .guard({ scope: 'read' })
    .get('', ({ query }) => stores.search.suggest(query.q), {
      query: SuggestQuery,
      response: { 200: SuggestionList, ...denials },
      detail: {
        summary: 'Suggest games while somebody types',
        description:
          'Games with a name, or the end of a name from one of its words on, that begins with the text; the most popular first. A slip in a long word is forgiven. `GET /v1/search` finds more, more slowly.',
      },
    })
