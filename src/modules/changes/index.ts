import { Elysia } from 'elysia'
import type { Dependencies } from '#src/dependencies'
import { nextLink, refuseMalformedCursor } from '#src/http/page'
import { denials, Problem, refuseRequest } from '#src/http/problem'
import { access } from '#src/http/scope'
import { ChangePage, ChangeQuery, POSITION_PATTERN } from './model'
import { readFeed } from './service'

const PLACE_ADVICE = 'Leave `after` out to start from the first change, or send `after=now` to get future changes only.'

const RESTART_ADVICE =
  'A backup was restored, which lacks changes that you have seen: read the catalogue again and follow the feed from `after=now`.'

/** Returns the route of the feed of changes, for programs that keep a copy of the catalogue. */
export const changes = (dependencies: Dependencies) =>
  new Elysia({ name: 'vestim.changes', prefix: '/v1/changes', tags: ['games'] })
    .use(access)
    .guard({ scope: 'read' })
    .get(
      '',
      async ({ query, request, requestId, set }) => {
        const page = await readFeed(dependencies, query)
        if (page === 'restarted') return refuseRequest({ requestId, set }, 'feed_restarted', RESTART_ADVICE)
        if (page.more) set.headers.link = nextLink(request.url, page.next, dependencies.config.publicUrl, 'after')
        return page
      },
      {
        transform: refuseMalformedCursor(PLACE_ADVICE, { name: 'after', form: new RegExp(POSITION_PATTERN) }),
        query: ChangeQuery,
        response: { 200: ChangePage, 410: Problem, ...denials },
        detail: {
          summary: 'List changes of games',
          description:
            'Every change of a game once, in order, merged and deleted games included. Asking again with `next` misses none.',
        },
      },
    )
