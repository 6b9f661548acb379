import { describe, expect, test } from 'bun:test'
import { expectProofs, proofsIn, tableRows } from '#tests/support/proofs'

const rows = tableRows('docs/trust.md')

/** Requirements that the table must have, by the first number of each row. */
const REQUIRED = [
  'API1',
  'API2',
  '10.4.5',
  '7.3',
  '7.4.1',
  '7.4.3',
  '7.5.2',
  '6.1.1',
  '6.3.8',
  '6.2',
  '6.3.2',
  '6.3.3',
  'API3',
  'API4',
  'API5',
  'API6',
  'API7',
  'API8',
  '4.1.3',
  '4.2.1',
  '1.2.4',
  '1.2.10',
  '1.3.12',
  '5.2.1',
  '15.3.5-7',
  'API9',
  'API10',
  '11.5.1',
  '11.2.4',
  '13.2.2',
  '13.3.1',
  '15.1.2',
  '16.2',
  '16.5.2-4',
  ...[
    'Art. 5(1)c',
    'Art. 5(1)d',
    'Art. 5(1)e',
    'Art. 5(2)',
    'Art. 6',
    'Art. 7',
    'Art. 8',
    'Art. 12',
    'Art. 13',
    'Art. 15',
    'Art. 17',
    'Art. 17 in backups',
  ],
  ...[
    'Art. 17 in logs',
    'Art. 18',
    'Art. 19',
    'Art. 20',
    'Art. 21',
    'Art. 22',
    'Art. 25',
    'Art. 28',
    'Art. 30',
    'Art. 32',
    'Art. 33',
    'Art. 35',
    'Art. 44',
  ],
]

describe('docs/trust.md', () => {
  test('has every requirement', () => {
    const listed = new Set(rows.map(([requirement = '']) => requirement.split(',')[0]))
    expect(REQUIRED.filter((each) => !listed.has(each))).toEqual([])
  })

  test.each(rows.map((row) => row))('%s has a proof that exists, or a reason for none: %s', (requirement, _, cell) => {
    const isReasoned = /^[A-Z]|\. [A-Z]/.test((cell ?? '').replaceAll(/\[tests.*?"[^"]+"/g, ''))
    expect([requirement, proofsIn(cell ?? '').length > 0 || isReasoned]).toEqual([requirement, true])
    expectProofs(cell ?? '')
  })
})
