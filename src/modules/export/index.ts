import { Elysia } from 'elysia'
import { criteriaOf } from '#db/filter/criteria'
import type { Dependencies } from '#src/dependencies'
import { preferredType } from '#src/http/accept'
import { acceptsGzip } from '#src/http/accept-encoding'
import { isHead } from '#src/http/head'
import type { Log } from '#src/http/log'
import { denials, refuseRequest } from '#src/http/problem'
import { access } from '#src/http/scope'
import { isFilterRefusal, resolveFilters } from '#src/wire/filter-resolution'
import { DEFAULT_TYPE, EXPORT_TYPES, ExportedFile, ExportQuery, formatOf } from './model'
import { createExports } from './service'

const RETRY_SECONDS = '10'

/** Returns the route of exports. `stallMs`: how long a client may read nothing. (Default: 30 s) */
export function exporting(dependencies: Dependencies, log: Log, stallMs?: number) {
  const { filterWords } = dependencies
  const start = createExports(dependencies, log, stallMs)
  return new Elysia({ name: 'vestim.export', prefix: '/v1/export', tags: ['games'] })
    .use(access)
    .guard({ scope: 'export' })
    .get(
      '/games',
      async ({ query, request, caller, requestId, set, server }) => {
        const answering = { requestId, set }
        const mediaType = preferredType(request.headers.get('accept'), EXPORT_TYPES) ?? DEFAULT_TYPE
        const resolved = await resolveFilters(filterWords, query)
        if (isFilterRefusal(resolved))
          return refuseRequest(answering, 'invalid_request', resolved.detail, resolved.faults)
        const format = formatOf(mediaType)
        // Parquet is compressed already.
        const isGzip = format !== 'parquet' && acceptsGzip(request.headers.get('accept-encoding'))
        const headers = { ...headersOf(mediaType, format), ...(isGzip && { 'content-encoding': 'gzip' }) }
        // Without a body Bun would say that its length is 0.
        if (isHead(request)) return new Response(new ReadableStream(), { headers })
        // The server would cut a client that reads nothing for a while, or waits for the snapshot.
        server?.timeout(request, 0)
        const criteria = await criteriaOf(filterWords, resolved)
        const asked = { criteria, format, isGzip, caller: caller.countedAs, requestId, signal: request.signal }
        const body = await start(asked)
        if (body !== 'busy') return new Response(body, { headers })
        set.headers['retry-after'] = RETRY_SECONDS
        return refuseRequest(
          answering,
          'overloaded',
          'An export of yours, or two of others, are running: try again when one of them has ended.',
        )
      },
      {
        query: ExportQuery,
        response: { 200: ExportedFile, ...denials },
        detail: {
          summary: 'Export games',
          description:
            'All games that pass the filters, out of one snapshot, as NDJSON (by default), CSV or Parquet by the header Accept; NDJSON and CSV as gzip if the client accepts it. Only values that may be redistributed.',
        },
      },
    )
}

const headersOf = (mediaType: string, format: string) => ({
  'content-type': mediaType === 'text/csv' ? 'text/csv; charset=utf-8; header=present' : mediaType,
  'content-disposition': `attachment; filename="games.${format}"`,
})
