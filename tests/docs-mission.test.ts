import { describe, expect, test } from 'bun:test'
import { expectProofs, proofsIn, tableRows } from '#tests/support/proofs'

const rows = tableRows('docs/mission.md')

/** Demands that the page must answer, by the first cell of each row. */
const DEMANDS = [
  'from an API',
  'from CSV files',
  'from a relational database',
  'from a document database',
  'selection, joins',
  'filtering',
  'optimisation',
  'cleaning',
  'aggregation',
  'one coherent result',
  'creation by script',
  'filling by script',
  'minimisation',
  'rights of people',
  'register of processing',
  'secured',
  'documented',
]

describe('docs/mission.md', () => {
  test('answers every demand', () => {
    const answered = new Set(rows.map(([demand]) => demand))
    expect(DEMANDS.filter((demand) => !answered.has(demand))).toEqual([])
  })

  test.each(rows.map((row) => row))('%s has code, a command and a test: %s', (demand, where, command, proof) => {
    expect([demand, /\]\(|`\//.test(where ?? ''), /`bun run /.test(command ?? '')]).toEqual([demand, true, true])
    expect([demand, proofsIn(proof ?? '').length > 0]).toEqual([demand, true])
    expectProofs(proof ?? '')
  })
})
