import { Elysia } from 'elysia'
import type { Dependencies } from '#src/dependencies'
import { CURSOR_ADVICE, nextLink, refuseMalformedCursor } from '#src/http/page'
import { denials, refuseRequest } from '#src/http/problem'
import { access } from '#src/http/scope'
import { NO_QUERY } from '#src/wire/fields'
import { isFilterRefusal } from '#src/wire/filter-resolution'
import { QuarantinePage, QuarantineQuery, RefusalReasons } from './model'
import { listRefusalReasons, listRefusedPage } from './service'

/** Returns the route of refused records, for people who repair a list or a source. */
export const quarantine = (dependencies: Dependencies) =>
  new Elysia({ name: 'vestim.quarantine', prefix: '/v1/quarantine', tags: ['loader'] })
    .use(access)
    .guard({ scope: 'curate' })
    .get(
      '',
      async ({ query, request, requestId, set }) => {
        const page = await listRefusedPage(dependencies, query)
        if (page === 'bad_cursor') return refuseRequest({ requestId, set }, page, CURSOR_ADVICE)
        if (isFilterRefusal(page)) return refuseRequest({ requestId, set }, 'invalid_request', page.detail, page.faults)
        if (page.next) set.headers.link = nextLink(request.url, page.next, dependencies.config.publicUrl)
        return page
      },
      {
        transform: refuseMalformedCursor(),
        query: QuarantineQuery,
        response: { 200: QuarantinePage, ...denials },
        detail: {
          summary: 'List refused records',
          description: 'Records that are in quarantine now: reason, position in the source, and original text.',
        },
      },
    )
    .get('/reasons', () => listRefusalReasons(dependencies), {
      query: NO_QUERY,
      response: { 200: RefusalReasons, ...denials },
      detail: {
        summary: 'Count refused records',
        description: 'Numbers of the records that are in quarantine now, by source, dataset, reason and field.',
      },
    })
