import { expect, test } from 'bun:test'
import { relayFaults } from '#src/commands/relay-faults'

test('a fault of the relay is one line that tells the cause and not the statement it happened in', () => {
  const lines: string[] = []
  const { onFault } = relayFaults((line) => lines.push(line))
  onFault?.(new Error('Failed query: select 1 params: a secret', { cause: new Error('Elasticsearch does not answer') }))
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { at: expect.any(String), level: 'warn', code: 'index_behind', message: 'Elasticsearch does not answer' },
  ])
})

test('a document that is refused is told by its id and the reason', () => {
  const lines: string[] = []
  relayFaults((line) => lines.push(line)).onRefused?.({ id: 'a', status: 400, reason: 'the year is no number' })
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ code: 'document_refused', message: 'a: the year is no number' })
})
