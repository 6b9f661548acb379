import { Elysia } from 'elysia'
import type { Dependencies } from '#src/dependencies'
import { CURSOR_ADVICE, nextLink, refuseMalformedCursor } from '#src/http/page'
import { denials, refuseRequest } from '#src/http/problem'
import { access } from '#src/http/scope'
import { CompanyListQuery, CompanyPage } from './model'
import { listCompanies } from './service'

/** Returns the route of developers and publishers. */
export const companies = (dependencies: Dependencies) =>
  new Elysia({ name: 'vestim.companies', prefix: '/v1/companies', tags: ['vocabulary'] })
    .use(access)
    .guard({ scope: 'read', maxAge: 60 })
    .get(
      '',
      async ({ query, request, requestId, set }) => {
        const page = await listCompanies(dependencies, query)
        if (page === 'bad_cursor') return refuseRequest({ requestId, set }, page, CURSOR_ADVICE)
        if (page.next) set.headers.link = nextLink(request.url, page.next, dependencies.config.publicUrl)
        return page
      },
      {
        transform: refuseMalformedCursor(),
        query: CompanyListQuery,
        response: { 200: CompanyPage, ...denials },
        detail: {
          summary: 'List companies',
          description:
            'Every developer and publisher, with its other names and number of games, page by page; with `q` those of a name.',
        },
      },
    )
