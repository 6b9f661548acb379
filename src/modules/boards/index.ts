import { Elysia } from 'elysia'
import type { Dependencies } from '#src/http/dependencies'
import { denials } from '#src/http/problem'
import { access } from '#src/http/scope'
import { NO_QUERY } from '#src/wire/fields'
import { BoardList } from './model'
import { createBoardList } from './service'

/** Routes of the boards that rate games. */
export function boards({ stores }: Dependencies) {
  const list = createBoardList(stores.db)
  return new Elysia({ name: 'vestim.boards', prefix: '/v1/boards', tags: ['vocabulary'] })
    .use(access)
    .guard({ scope: 'read' })
    .get('', () => list(), {
      query: NO_QUERY,
      response: { 200: BoardList, ...denials },
      detail: {
        summary: 'List boards',
        description:
          'Every board of the vocabulary that rates games for ages, with its full name, where its ratings ' +
          'hold, aliases and number of games. One that it does not hold stands in ratings as the source says it.',
      },
    })
}
