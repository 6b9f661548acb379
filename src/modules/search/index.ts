import { Elysia } from 'elysia'
import type { Dependencies } from '#src/dependencies'
import { CURSOR_ADVICE, nextLink, refuseMalformedCursor } from '#src/http/page'
import { denials, refuseRequest } from '#src/http/problem'
import { access } from '#src/http/scope'
import { createFacetLabels } from '#src/wire/facet-labels'
import { isFilterRefusal } from '#src/wire/filter-resolution'
import { SearchPage, SearchQuery } from './model'
import { searchGames } from './service'

/** The other engine has another order. */
const SEARCH_ADVICE = `${CURSOR_ADVICE} It is of one search engine: after a change of \`engine\` begin again.`

/** Returns the route of the search. */
export function search(dependencies: Dependencies) {
  const labelFacets = createFacetLabels(dependencies.stores.db)
  return new Elysia({ name: 'vestim.search', prefix: '/v1/search', tags: ['search'] })
    .use(access)
    .guard({ scope: 'read' })
    .get(
      '',
      async ({ query, request, requestId, set }) => {
        const page = await searchGames(dependencies, labelFacets, query)
        if (page === 'bad_cursor') return refuseRequest({ requestId, set }, page, SEARCH_ADVICE)
        if (isFilterRefusal(page)) return refuseRequest({ requestId, set }, 'invalid_request', page.detail, page.faults)
        if (page.next) set.headers.link = nextLink(request.url, page.next, dependencies.config.publicUrl)
        return page
      },
      {
        transform: refuseMalformedCursor(SEARCH_ADVICE),
        query: SearchQuery,
        response: { 200: SearchPage, ...denials },
        detail: {
          summary: 'Search games',
          description:
            'Games whose titles match the words, best match first, or without words every game that passes the filters, the most popular first; with facets.',
        },
      },
    )
}
