import { Elysia } from 'elysia'
import type { Dependencies } from '#src/dependencies'
import { CURSOR_ADVICE, nextLink, refuseMalformedCursor } from '#src/http/page'
import { denials, Problem, refuseRequest } from '#src/http/problem'
import { access } from '#src/http/scope'
import { NO_QUERY } from '#src/wire/fields'
import { isFilterRefusal } from '#src/wire/filter-resolution'
import { Run, RunListQuery, RunPage, RunParams } from './model'
import { findRun, listRunPage } from './service'

/** Returns the routes of runs of the loader. */
export const runs = (dependencies: Dependencies) =>
  new Elysia({ name: 'vestim.runs', prefix: '/v1/runs', tags: ['loader'] })
    .use(access)
    .guard({ scope: 'curate' })
    .get(
      '',
      async ({ query, request, requestId, set }) => {
        const page = await listRunPage(dependencies, query)
        if (page === 'bad_cursor') return refuseRequest({ requestId, set }, page, CURSOR_ADVICE)
        if (isFilterRefusal(page)) return refuseRequest({ requestId, set }, 'invalid_request', page.detail, page.faults)
        if (page.next) set.headers.link = nextLink(request.url, page.next, dependencies.config.publicUrl)
        return page
      },
      {
        transform: refuseMalformedCursor(),
        query: RunListQuery,
        response: { 200: RunPage, ...denials },
        detail: { summary: 'List runs', description: 'Runs of the loader, newest first, with their counts.' },
      },
    )
    .get(
      '/:id',
      async ({ params, requestId, set }) =>
        (await findRun(dependencies, Number(params.id))) ??
        refuseRequest({ requestId, set }, 'no_such_run', 'No run has this id: /v1/runs lists them.'),
      {
        params: RunParams,
        query: NO_QUERY,
        response: { 200: Run, 404: Problem, ...denials },
        detail: {
          summary: 'Read one run',
          description: 'Status, counts, checkpoint and error of one run of the loader.',
        },
      },
    )
