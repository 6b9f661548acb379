import { describe, expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openCsv } from '#catalogue/list/csv/read'
import { standardVocabulary } from '#catalogue/vocabulary/lookup'
import { Failure } from '#lib/errors'
import type { RawRecord } from '#seed/contract/record'
import { requireColumns } from '#seed/declared/columns'
import { parseDeclared } from '#seed/declared/config'
import { declaredMap } from '#seed/declared/map'
import type { Input } from '#seed/input/input'
import { TRIED, type TriedList } from './tried'

// The formatter pads the cells of a table.
const DOCS = readFileSync(join(import.meta.dir, '../../../../docs/lists-tried.md'), 'utf8').replaceAll(/ +\|/g, ' |')

function inputOf(file: string | Uint8Array): Input {
  const bytes = Buffer.from(file)
  const slice = async function* (from: number) {
    yield bytes.subarray(from)
  }
  return { name: 'list.csv', fingerprint: '', head: async (count) => bytes.subarray(0, count), slice }
}

/** Reads a list as a load does and returns its records and the codes of the refused ones, in the order of the file. */
async function outcomeOf({ file, map = { title: 'title' } }: TriedList): Promise<unknown> {
  const config = { sources: [{ name: 'tried', format: 'csv', key: 'title', map }] }
  const [entry] = parseDeclared(JSON.stringify(config), 'config', [])
  if (!entry) return undefined
  const toRecord = declaredMap(entry)
  const csv = await openCsv(inputOf(file))
  requireColumns(entry, 'list.csv', csv.columns)
  const read = ({ value, position }: RawRecord) => {
    const mapped = toRecord(Object(value), { vocabulary: standardVocabulary })
    return { line: position.line ?? 0, is: mapped.ok ? mapped.record : mapped.reject.code }
  }
  const found: { line: number; is: unknown }[] = []
  for await (const { records, unparsable } of csv.pages(undefined))
    found.push(
      ...records.map(read),
      ...unparsable.map(({ reject, position }) => ({ line: position.line ?? 0, is: reject.code })),
    )
  return found.toSorted((a, b) => a.line - b.line).map(({ is }) => (is === 'missing_key' ? 'missing_title' : is))
}

describe('a list as others write it is right, or refused with the reason', () => {
  test('at least 60 were tried', () => expect(TRIED.length).toBeGreaterThanOrEqual(60))

  test.each(TRIED.map((list) => [list.habit, list] as const))('%s', async (habit, list) => {
    const outcome = await outcomeOf(list).catch((error) => {
      if (error instanceof Failure && error.code === 'wrong_header') return 'wrong file'
      throw error
    })
    expect(outcome).toEqual(list.outcome)
    expect(DOCS).toContain(`| ${habit.replaceAll('|', '\\|')} |`)
  })
})
