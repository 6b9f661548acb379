import { Elysia } from 'elysia'
import type { Dependencies } from '#src/dependencies'
import { denials } from '#src/http/problem'
import { access } from '#src/http/scope'
import { UsedQuery, usedEntries } from '#src/wire/fields'
import { BoardList, GenreList, PlatformList, RegionList } from './model'
import { createVocabularyLists } from './service'

/** Returns the routes of the vocabulary: platforms, genres, regions and rating boards, each as one whole list. */
export function vocabulary({ stores }: Dependencies) {
  const lists = createVocabularyLists(stores.db)
  return new Elysia({ name: 'vestim.vocabulary', prefix: '/v1', tags: ['vocabulary'] })
    .use(access)
    .guard({ scope: 'read', maxAge: 60 })
    .get('/platforms', async ({ query }) => usedEntries(await lists.platforms(), query), {
      query: UsedQuery,
      response: { 200: PlatformList, ...denials },
      detail: {
        summary: 'List platforms',
        description: 'Every platform of the vocabulary, with its labels, aliases and number of games.',
      },
    })
    .get('/genres', async ({ query }) => usedEntries(await lists.genres(), query), {
      query: UsedQuery,
      response: { 200: GenreList, ...denials },
      detail: {
        summary: 'List genres',
        description: 'Every genre of the vocabulary, with its labels, aliases and number of games.',
      },
    })
    .get('/regions', async ({ query }) => usedEntries(await lists.regions(), query), {
      query: UsedQuery,
      response: { 200: RegionList, ...denials },
      detail: {
        summary: 'List regions',
        description:
          'Every region of the vocabulary, with its labels, aliases and number of games. Releases show a ' +
          'region that is not in the vocabulary as the source writes it.',
      },
    })
    .get('/boards', async ({ query }) => usedEntries(await lists.boards(), query), {
      query: UsedQuery,
      response: { 200: BoardList, ...denials },
      detail: {
        summary: 'List boards',
        description:
          'Every age rating board of the vocabulary, with its full name, the area its ratings are for, aliases ' +
          'and number of games. Ratings show a board that is not in the vocabulary as the source writes it.',
      },
    })
}
