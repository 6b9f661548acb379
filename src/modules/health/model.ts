import { t } from 'elysia'
import { SERVICE_PHASES } from '#src/http/phase'
import { WordOf } from '#src/wire/fields'

export const Live = t.Object({ status: WordOf(['live'], 'The process answers') })
export type Live = typeof Live.static

const readiness = {
  service: WordOf(
    SERVICE_PHASES,
    'Phase of the service: `starting` waits for Postgres, `stopping` finishes its requests and will end',
  ),
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
