import { t } from 'elysia'
import { SERVICE_PHASES } from '#src/http/phase'
import { WordOf } from '#src/wire/fields'

export const Live = t.Object({ status: WordOf(['live'], 'The process answers') })
export type Live = typeof Live.static

const ReadinessReason = t.Object({
  code: WordOf(
    [
      'service_starting',
      'service_stopping',
      'database_unreachable',
      'database_failing',
      'schema_behind',
      'search_unreachable',
      'search_failing',
    ],
    'Kind of reason',
  ),
  detail: t.String({ description: 'What is wrong, and what to do' }),
})
export type ReadinessReason = typeof ReadinessReason.static

const readiness = {
  state: WordOf(
    ['up', 'degraded', 'down'],
    'All of the service: `degraded` if every request is answered, but Postgres answers searches in place of Elasticsearch; `down` if requests are refused',
  ),
  reasons: t.Array(ReadinessReason, { description: 'Why it is not `up`' }),
  service: WordOf(
    SERVICE_PHASES,
    'Phase of the service: `starting` waits for Postgres, `stopping` finishes its requests and will end',
  ),
  database: WordOf(['up', 'down'], 'State of Postgres'),
  schema: WordOf(['head', 'behind', 'unknown'], 'State of the schema: `head` is the one of this release'),
  search: WordOf(
    ['up', 'degraded'],
    'State of the search engine: `degraded` if Elasticsearch does not answer or its last searches failed, so that Postgres answers in its place',
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
