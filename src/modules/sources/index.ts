import { Elysia } from 'elysia'
import type { Dependencies } from '#src/dependencies'
import { denials } from '#src/http/problem'
import { access } from '#src/http/scope'
import { UsedQuery, usedEntries } from '#src/wire/fields'
import { SourceList } from './model'
import { createSourceList } from './service'

/** Returns the route of the sources. */
export function sources({ stores }: Dependencies) {
  const list = createSourceList(stores.db)
  return new Elysia({ name: 'vestim.sources', prefix: '/v1/sources', tags: ['vocabulary'] })
    .use(access)
    .guard({ scope: 'read', maxAge: 60 })
    .get('', async ({ query }) => usedEntries(await list(), query), {
      query: UsedQuery,
      response: { 200: SourceList, ...denials },
      detail: {
        summary: 'List sources',
        description: 'Every source that has been loaded, with its licence and number of games.',
      },
    })
}
