import { expect, test } from 'bun:test'
import * as errors from '@elastic/transport/lib/errors'
import { elasticsearchFailure } from '#db/search/elasticsearch/failure'
import { relayFaults } from '#src/commands/relay-faults'
import { createMemoryLog } from '#tests/support/memory-log'

const CANARY = 'canary-4711'

/** Returns the answer of an Elasticsearch that refuses a request with this error. */
const refusal = (statusCode: number, error: object) =>
  new errors.ResponseError({
    statusCode,
    body: { error },
    headers: {},
    warnings: null,
    meta: {} as errors.ResponseError['meta']['meta'], // safe: an error of the transport reads none of it
  })

test('a fault of the relay is one line of codes, without the statement it happened in', () => {
  const { log, lines } = createMemoryLog()
  const { onFault } = relayFaults(log)
  const cause = Object.assign(new Error(`duplicate key ${CANARY}`), { code: '23505' })
  onFault?.(new Error(`Failed query: select 1 params: ${CANARY}`, { cause }))
  onFault?.(elasticsearchFailure(refusal(429, { type: 'cluster_block_exception', reason: CANARY })))
  onFault?.(elasticsearchFailure(refusal(400, { type: `other ${CANARY}` })))
  expect(lines).toMatchObject([
    { level: 'warn', code: 'index_behind', name: 'Error', reason: '23505', count: 1 },
    { code: 'index_behind', failure: 'index_failed', status: 429, reason: 'cluster_block_exception', count: 1 },
    { code: 'index_behind', failure: 'index_failed', status: 400, count: 1 },
  ])
  expect(JSON.stringify(lines)).not.toContain(CANARY)
})

test('a fault that stays is one line a minute with its number, another one is a line of its own', () => {
  const { log, lines } = createMemoryLog()
  let now = 0
  const { onFault } = relayFaults(log, () => now)
  for (const code of ['DOWN', 'DOWN', 'FULL', 'DOWN']) onFault?.(Object.assign(new Error(), { code }))
  now = 61_000
  onFault?.(Object.assign(new Error(), { code: 'DOWN' }))
  expect(lines.map(({ reason, count }) => [reason, count])).toEqual([
    ['DOWN', 1],
    ['FULL', 1],
    ['DOWN', 2],
  ])
})

test('a refused document is one line with the id of its game and the code, and more of its kind are counted', () => {
  const { log, lines } = createMemoryLog()
  let now = 0
  const { onRefused } = relayFaults(log, () => now)
  const refused = { status: 400, code: 'document_parsing_exception', reason: `failed to parse: ${CANARY}` }
  for (const id of ['a', 'b', 'c']) onRefused?.({ id, ...refused })
  now = 61_000
  onRefused?.({ id: 'd', ...refused })
  const line = { level: 'warn', code: 'document_refused', status: 400, reason: 'document_parsing_exception' }
  expect(lines).toMatchObject([
    { ...line, gameId: 'a', count: 1 },
    { ...line, gameId: 'c', count: 2 },
  ])
  expect(JSON.stringify(lines)).not.toContain(CANARY)
})
