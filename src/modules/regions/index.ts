import { Elysia } from 'elysia'
import type { Dependencies } from '#src/http/dependencies'
import { denials } from '#src/http/problem'
import { access } from '#src/http/scope'
import { NO_QUERY } from '#src/wire/fields'
import { RegionList } from './model'
import { createRegionList } from './service'

/** Routes of the regions. */
export function regions({ stores }: Dependencies) {
  const list = createRegionList(stores.db)
  return new Elysia({ name: 'vestim.regions', prefix: '/v1/regions', tags: ['vocabulary'] })
    .use(access)
    .guard({ scope: 'read' })
    .get('', () => list(), {
      query: NO_QUERY,
      response: { 200: RegionList, ...denials },
      detail: {
        summary: 'List regions',
        description:
          'Every region of the vocabulary, with its labels, aliases and number of games. A word for ' +
          'one that it does not hold stands in releases as the source says it.',
      },
    })
}
