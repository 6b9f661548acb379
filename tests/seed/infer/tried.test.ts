import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { standardVocabulary } from '#catalogue/vocabulary/lookup'
import { messageOf } from '#lib/errors'
import { inferFile } from '#seed/cli/commands/infer'
import type { RawRecord } from '#seed/contract/record'
import { parseDeclared } from '#seed/declared/config'
import { isDatabase } from '#seed/declared/is-database'
import { declaredMap } from '#seed/declared/map'
import { openDeclared } from '#seed/declared/open'
import { noApi } from '#tests/support/api-access'
import { createVirtualClock } from '../api/virtual-clock'
import { TRIED_PROGRAMS } from './tried/programs'
import { TRIED_TABLES } from './tried/tables'
import { outcomeText, type TriedFile } from './tried/tried-file'

const TRIED = [...TRIED_TABLES, ...TRIED_PROGRAMS]
// The formatter pads the cells of a table.
const DOCS = readFileSync(join(import.meta.dir, '../../../docs/lists-tried.md'), 'utf8').replaceAll(/ +\|/g, ' |')

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vestim-tried-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Drafts a configuration for a file, reads the file with it as a load does, and returns the records or the codes of the refused ones. */
async function loadDrafted(path: string): Promise<{ found: unknown[]; remarks: string }> {
  const { config, remarks } = await inferFile(path)
  const [entry] = parseDeclared(config, 'draft', [])
  if (!entry || isDatabase(entry)) throw new Error('no list is drafted')
  const toRecord = declaredMap(entry)
  const read = ({ value, position }: RawRecord) => {
    const mapped = toRecord(Object(value), { vocabulary: standardVocabulary })
    return { at: position.byte ?? position.row ?? 0, is: mapped.ok ? mapped.record : mapped.reject.code }
  }
  const found: { at: number; is: unknown }[] = []
  const { pages } = await openDeclared(entry)({ from: path, clock: createVirtualClock(), api: noApi })
  for await (const { records, unparsable } of pages(undefined))
    found.push(
      ...records.map(read),
      ...unparsable.map(({ reject, position }) => ({ at: position.byte ?? position.row ?? 0, is: reject.code })),
    )
  return { found: found.toSorted((a, b) => a.at - b.at).map(({ is }) => is), remarks: remarks.join('\n') }
}

async function expectOutcome({ file, content, outcome, asks = '' }: TriedFile): Promise<void> {
  const path = join(folder, file)
  writeFileSync(path, content)
  if (typeof outcome === 'string') {
    const message = await loadDrafted(path).then(() => 'it was read', messageOf)
    expect(message).toContain(outcome)
    return
  }
  const { found, remarks } = await loadDrafted(path)
  expect(found).toEqual(outcome.map((one) => (typeof one === 'string' ? one : expect.objectContaining(Object(one)))))
  expect(remarks).toContain(asks)
}

describe('a file as others write it, loaded with its draft, is right, refused with the reason, or asked about', () => {
  test('at least 40 were tried', () => expect(TRIED.length).toBeGreaterThanOrEqual(40))

  test.each(TRIED.map((list) => [list.habit, list] as const))('%s', async (habit, list) => {
    await expectOutcome(list)
    const row = `| ${habit} | ${outcomeText(list)} |`.replaceAll(/(?<=\S)\|(?=\S)/g, '\\|')
    expect([row, DOCS.includes(row)]).toEqual([row, true])
  })
})
