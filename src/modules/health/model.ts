import { t } from 'elysia'
import { WordOf } from '#src/wire/fields'

export const Live = t.Object({ status: WordOf(['live'], 'The process answers') })
export type Live = typeof Live.static

const readiness = {
  database: WordOf(['up', 'down'], 'State of Postgres'),
  schema: WordOf(['head', 'behind', 'unknown'], 'State of the schema: `head` is the one of this release'),
  search: WordOf(
    ['up', 'degraded'],
    'State of the search engine: `degraded` if Elasticsearch does not answer, so that Postgres does in its place',
  ),
}

export const Ready = t.Object(
  { status: WordOf(['ready'], 'Requests are answered'), ...readiness },
  { description: 'The service can answer requests' },
)

export const NotReady = t.Object(
  { status: WordOf(['not ready'], 'Send requests elsewhere'), ...readiness },
  { description: 'The service cannot answer requests' },
)
export type Readiness = typeof Ready.static | typeof NotReady.static
