import { expect, test } from 'bun:test'
import { relayFaults } from '#src/commands/relay-faults'
import { createMemoryLog } from '#tests/support/memory-log'

test('a fault of the relay is one line with the cause and without the statement it happened in', () => {
  const { log, lines } = createMemoryLog()
  const { onFault } = relayFaults(log)
  onFault?.(new Error('Failed query: select 1 params: a secret', { cause: new Error('Elasticsearch does not answer') }))
  expect(lines).toEqual([
    { at: expect.any(String), level: 'warn', code: 'index_behind', message: 'Elasticsearch does not answer' },
  ])
})

test('a fault that stays is one line a minute, another one is a line of its own', () => {
  const { log, lines } = createMemoryLog()
  let now = 0
  const { onFault } = relayFaults(log, () => now)
  for (const message of ['down', 'down', 'full', 'down']) onFault?.(new Error(message))
  now = 61_000
  onFault?.(new Error('down'))
  expect(lines.map(({ message }) => message)).toEqual(['down', 'full', 'down'])
})

test('a refused document is one line with its id and the reason', () => {
  const { log, lines } = createMemoryLog()
  relayFaults(log).onRefused?.({ id: 'a', status: 400, reason: 'the year is no number' })
  expect(lines[0]).toMatchObject({ code: 'document_refused', message: 'a: the year is no number' })
})
