import type { Clock } from '#seed/contract/clock'
import type { Page } from '#seed/contract/record'
import type { Source } from '#seed/contract/source'
import { isDatabase, openDatabaseSource } from '#seed/databases/open'
import { declaredSource } from '#seed/declared/source'
import { noApi } from '#tests/support/api-access'
import { stillClock } from '#tests/support/memory-source'
import { entryOf } from '../declared/entries'

/** A source declared with these members; its key is `id` and its title `title` unless told. */
export const databaseSource = (members: Record<string, unknown>, folder = '/'): Source =>
  declaredSource(entryOf({ name: 'games', ...members }), folder) as Source // safe: it is only given rows its own schema has parsed

/** The same source, which waits for a connection no longer than this. */
export function impatientSource(members: Record<string, unknown>, connectTimeoutMs: number): Source {
  const entry = entryOf({ name: 'games', ...members })
  if (!isDatabase(entry)) throw new Error('the entry is not that of a database')
  return { ...databaseSource(members), open: openDatabaseSource(entry, '/', { connectTimeoutMs }) }
}

/** Every page of a source, from a checkpoint on. */
export async function pagesOf(source: Source, after?: Page['checkpoint'], clock: Clock = stillClock): Promise<Page[]> {
  const { pages } = await source.open({ from: undefined, clock, api: noApi })
  return Array.fromAsync(pages(after))
}

/** The texts of all records of some pages, in order. */
export const textsOf = (pages: readonly Page[]): string[] =>
  pages.flatMap(({ records }) => records.map(({ text }) => text))

/** What a source fails with; its message and code. */
export async function failureOf(source: Source): Promise<{ code: string; message: string }> {
  try {
    await pagesOf(source)
  } catch (error) {
    if (error instanceof Error && 'code' in error) return { code: String(error.code), message: error.message }
    throw error
  }
  throw new Error('it did not fail')
}
