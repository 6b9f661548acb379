import { Elysia } from 'elysia'
import type { Dependencies } from '#src/http/dependencies'
import { denials } from '#src/http/problem'
import { access } from '#src/http/scope'
import { NO_QUERY } from '#src/wire/fields'
import { PlatformList } from './model'
import { createPlatformList } from './service'

/** Routes of the platforms. */
export function platforms({ stores }: Dependencies) {
  const list = createPlatformList(stores.db)
  return new Elysia({ name: 'vestim.platforms', prefix: '/v1/platforms', tags: ['vocabulary'] })
    .use(access)
    .guard({ scope: 'read' })
    .get('', () => list(), {
      query: NO_QUERY,
      response: { 200: PlatformList, ...denials },
      detail: {
        summary: 'List platforms',
        description: 'Every platform of the vocabulary, with its labels, aliases and number of games.',
      },
    })
}
