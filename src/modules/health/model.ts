import { t } from 'elysia'
import { WordOf } from '#src/wire/fields'

export const Live = t.Object({ status: WordOf(['live'], 'The process answers') })
export type Live = typeof Live.static

const readiness = {
  database: WordOf(['up', 'down'], 'Whether Postgres answers'),
  schema: WordOf(['head', 'behind', 'unknown'], 'Whether the schema is the one of this release'),
  search: WordOf(['up', 'degraded', 'unknown'], 'Whether the search engine that is configured answers'),
}

export const Ready = t.Object(
  { status: WordOf(['ready'], 'Requests are answered'), ...readiness },
  { description: 'The service can answer; with `search: degraded` Postgres searches' },
)

export const NotReady = t.Object(
  { status: WordOf(['not ready'], 'Send requests elsewhere'), ...readiness },
  { description: 'The service cannot answer' },
)
export type Readiness = typeof Ready.static | typeof NotReady.static
