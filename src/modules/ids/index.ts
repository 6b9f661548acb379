import { Elysia } from 'elysia'
import type { Dependencies } from '#src/dependencies'
import { bodyDenials, denials } from '#src/http/problem'
import { access } from '#src/http/scope'
import { NO_QUERY } from '#src/wire/fields'
import { ResolveBody, ResolvedIds } from './model'
import { createIdResolver } from './service'

const DESCRIPTION = `Up to 1,000 ids of sources, shops and databases, answered in order with the game that has the id, or null. The key
of a record is an id of its source, also of a source that is declared in \`vestimlib.config.json\`. An id is compared as the source
writes it: case and leading zeros count. An id of a merged game gives the game that it was merged into. If several games have the
id, the one in which the source itself has a record of this key is meant.

An id of a wrong form, of a source that the catalogue does not know, or of several games has an \`error\`; the others are answered.`

/** Returns the route that finds games by their ids at sources. */
export function ids(dependencies: Dependencies) {
  const resolve = createIdResolver(dependencies)
  return new Elysia({ name: 'vestim.ids', prefix: '/v1/ids', tags: ['games'] })
    .use(access)
    .guard({ scope: 'read' })
    .post('/resolve', ({ body }) => resolve(body.ids), {
      query: NO_QUERY,
      body: ResolveBody,
      response: { 200: ResolvedIds, ...denials, ...bodyDenials },
      detail: { summary: 'Find games by ids', description: DESCRIPTION },
    })
}
