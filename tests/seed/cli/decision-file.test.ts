import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import type { RecordRef } from '#catalogue/record-ref'
import { mergeTwoGames, undoDecision } from '#db/decision/curate'
import { importDecisions } from '#db/decision/execute'
import { type Decision, listDecisions } from '#db/decision/queries'
import { rowsOf } from '#db/stores'
import { readDecisions } from '#seed/cli/decision-file'
import { type Given, load, memorySource } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'

const FOLDER = mkdtempSync(join(tmpdir(), 'vestim-decisions-'))
const FILE = join(FOLDER, 'decisions.ndjson')
afterAll(() => rmSync(FOLDER, { recursive: true }))

const ref = (key: string): RecordRef => ({ source: 'a', dataset: 'a', key })
const idOf = (number: number) => `01a21090-0000-7000-8000-${String(number).padStart(12, '0')}`

/** A decision as in a file. */
const decision = (number: number, more: Partial<Decision> = {}): Decision => ({
  id: idOf(number),
  kind: 'unlink',
  author: 'bob',
  reason: null,
  decidedAt: '2026-01-01T00:00:00.000Z',
  undoneAt: null,
  undoneBy: null,
  rules: [{ kind: 'cannot_link', one: ref('x'), other: ref('y') }],
  lock: null,
  word: null,
  ...more,
})

const WORD = { kind: 'genre', word: 'Open World', source: null, slug: 'adventure' } as const

function readText(text: string): Promise<Decision[]> {
  writeFileSync(FILE, text)
  return readDecisions(FILE)
}

describe('a file of decisions', () => {
  test('may have a byte order mark, Windows line ends and blank lines, and times of any zone', async () => {
    const text = `\ufeff${JSON.stringify(decision(1, { decidedAt: '2026-01-01T02:00:00.123456+02:00' }))}\r\n\r\n`
    expect(await readText(text)).toEqual([decision(1, { decidedAt: '2026-01-01T00:00:00.123Z' })])
    expect(await readText('')).toEqual([])
  })

  test('holds meanings of words; those of older releases have none', async () => {
    const { word: _, ...older } = decision(1)
    const named = decision(2, { kind: 'word', rules: [], word: { ...WORD, source: 'a' } })
    expect(await readText(`${JSON.stringify(older)}\n${JSON.stringify(named)}\n`)).toEqual([decision(1), named])
  })

  test.each<[string, object]>([
    ['a day no calendar has', { decidedAt: '2026-02-31T00:00:00Z' }],
    ['a year before there was any', { decidedAt: '0000-01-01T00:00:00Z' }],
    ['a time that ends in the year 10000', { decidedAt: '9999-12-31T23:59:59-14:00' }],
    ['undone by nobody', { undoneAt: '2026-01-02T00:00:00Z' }],
    ['an override that fixes nothing', { kind: 'override', rules: [] }],
    ['a split without rules', { kind: 'split', rules: [] }],
    ['a record that is another than itself', { rules: [{ kind: 'cannot_link', one: ref('x'), other: ref('x') }] }],
    ['a key with a NUL', { rules: [{ kind: 'cannot_link', one: ref('x\0'), other: ref('y') }] }],
    ['a reason with half a character', { reason: '\ud83d' }],
    ['a key longer than any', { rules: [{ kind: 'cannot_link', one: ref('x'.repeat(601)), other: ref('y') }] }],
    ['a word that means what no vocabulary has', { kind: 'word', rules: [], word: { ...WORD, slug: 'nothing' } }],
    ['a word without a letter', { kind: 'word', rules: [], word: { ...WORD, word: '?' } }],
    ['a word and rules', { kind: 'word', word: WORD }],
    ['a member of another version', { version: 2 }],
    ['a list', []],
  ])('with %s is refused whole, naming the line', async (_, more) => {
    const broken = Array.isArray(more) ? more : { ...decision(2), ...more }
    const text = `${JSON.stringify(decision(1))}\n${JSON.stringify(broken)}\n`
    await expect(readText(text)).rejects.toThrow('Line 2 of the file is not a decision')
  })
})

describe('imported decisions', () => {
  let stores: TestStores
  const game = (key: string, title: string): Given => ({ key, title })

  beforeAll(async () => {
    stores = await createTestStores()
    await load(stores, memorySource('a', [[game('x', 'Xenon'), game('y', 'Yttrium'), game('z', 'Zinc')]]))
  })
  afterAll(() => stores[Symbol.asyncDispose]())

  test('may occur twice, the undone one counts', async () => {
    const undone = decision(1, { undoneAt: '2026-01-02T00:00:00.000Z', undoneBy: 'bob' })
    expect(await importDecisions(stores, [decision(1), undone, decision(1)])).toBe(1)
    expect(await listDecisions(stores.db, undefined, 10)).toEqual([undone])
  })

  test('that contradict each other are refused with both ids, and none is imported', async () => {
    const link = (number: number, one: string, other: string) =>
      decision(number, { kind: 'link', rules: [{ kind: 'must_link', one: ref(one), other: ref(other) }] })
    const chain = [decision(2), link(3, 'x', 'z'), link(4, 'z', 'y')]
    await expect(importDecisions(stores, chain)).rejects.toThrow(`${idOf(3)} and ${idOf(2)} contradict`)
    expect(await listDecisions(stores.db, undefined, 10)).toHaveLength(1)
  })

  test('appear in the change feed with their decision; undoing one gives a merged game its slug back', async () => {
    const merge = decision(5, { kind: 'merge', rules: [{ kind: 'must_link', one: ref('x'), other: ref('y') }] })
    expect(await importDecisions(stores, [merge])).toBe(1)
    const changes = sql`select kind from game_change where decision_id = ${merge.id}::uuid order by kind`
    expect(await rowsOf(stores.db, changes)).toMatchObject([{ kind: 'merged' }, { kind: 'updated' }])
    const undone = { ...merge, undoneAt: '2026-01-02T00:00:00.000Z', undoneBy: 'bob' }
    expect(await importDecisions(stores, [undone])).toBe(1)
    const living = sql`select slug from game where merged_into is null order by slug`
    expect(await rowsOf(stores.db, living)).toMatchObject([{ slug: 'xenon' }, { slug: 'yttrium' }, { slug: 'zinc' }])
    const again = await mergeTwoGames(stores, ['xenon', 'yttrium'], { author: 'ada', reason: null })
    expect(again.ok && (await undoDecision(stores, again.decision.id, { author: 'ada', reason: null })).ok).toBe(true)
    expect(await rowsOf(stores.db, living)).toHaveLength(3)
  })
})
