import { describe, expect, test } from 'bun:test'
import { join } from 'node:path'
import type { MergeRecord } from '#catalogue/merge/golden'
import { mergeRecords } from '#catalogue/merge/merge'
import type { CatalogueRecord } from '#catalogue/record'

const PAGE = await Bun.file(join(import.meta.dir, '../docs/values.md')).text()

/** A record of an example; `list` is its source and, after a slash, its dataset. */
type Given = CatalogueRecord & { list: string } & Omit<MergeRecord, 'ref' | 'record'>
type Example = { records: Given[]; gives: Record<string, unknown> }

const toRecord = ({ list, trust, origin, salesCount, readYear, ...record }: Given, at: number): MergeRecord => {
  const [source = '', dataset = source] = list.split('/')
  const from = { trust, ...(origin && { origin }), ...(salesCount && { salesCount }), ...(readYear && { readYear }) }
  return { ref: { source, dataset, key: String(at) }, record, ...from }
}

/** Returns the examples of the page by section. */
const SECTIONS = PAGE.split('\n## ')
  .slice(1)
  .map((text) => ({
    name: text.split('\n')[0] ?? '',
    examples: [...text.matchAll(/```json\n([\s\S]*?)```/g)].map(
      ([, code = '']) => JSON.parse(code) as Example, // safe: an example that is no such object fails its test
    ),
  }))

describe('an example of docs/values.md gives what it says:', () => {
  test.each(SECTIONS.flatMap(({ name, examples }) => examples.map((example) => [name, example] as const)))(
    '%s',
    (_, { records, gives }) => expect(mergeRecords(records.map(toRecord))).toMatchObject(gives),
  )
})

test('docs/values.md has an example in every section of values', () => {
  const shown = SECTIONS.flatMap(({ name, examples }) => (examples.length > 0 ? [name] : []))
  expect(shown).toEqual(
    expect.arrayContaining([
      ...['First release', 'Platforms', 'Titles', 'Popularity', 'Sales', 'Houses', 'Scores', 'Genres', 'Disputes'],
    ]),
  )
})
