import { describe, expect, test } from 'bun:test'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dir, '..')
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')
const rows = read('docs/trust.md')
  .split('\n')
  .filter((line) => /^\| (?!-|requirement |article )/.test(line))
  .map((line) =>
    line
      .slice(2, -2)
      .split(' | ')
      .map((cell) => cell.trim()),
  )
const proofsIn = (cell: string) =>
  Array.from(
    cell.matchAll(/\[(tests\/[^\]]+)\]\(\.\.\/([^)]+)\) "([^"]+)"/g),
    ([, shown = '', path = '', name = '']) => ({ shown, path, name }),
  )

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
    const proofs = proofsIn(cell ?? '')
    const isReasoned = /^[A-Z]|\. [A-Z]/.test((cell ?? '').replaceAll(/\[tests.*?"[^"]+"/g, ''))
    expect([requirement, proofs.length > 0 || isReasoned]).toEqual([requirement, true])
    for (const { shown, path, name } of proofs) {
      expect([path, shown === path && existsSync(join(ROOT, path))]).toEqual([path, true])
      expect([path, name, read(path).includes(name)]).toEqual([path, name, true])
    }
  })
})
