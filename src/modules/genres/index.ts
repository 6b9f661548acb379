import { Elysia } from 'elysia'
import type { Dependencies } from '#src/http/dependencies'
import { denials } from '#src/http/problem'
import { access } from '#src/http/scope'
import { NO_QUERY } from '#src/wire/fields'
import { GenreList } from './model'
import { createGenreList } from './service'

/** Routes of the genres. */
export function genres({ stores }: Dependencies) {
  const list = createGenreList(stores.db)
  return new Elysia({ name: 'vestim.genres', prefix: '/v1/genres', tags: ['vocabulary'] })
    .use(access)
    .guard({ scope: 'read' })
    .get('', () => list(), {
      query: NO_QUERY,
      response: { 200: GenreList, ...denials },
      detail: {
        summary: 'List genres',
        description: 'Every genre of the vocabulary, with its labels, aliases and number of games.',
      },
    })
}
