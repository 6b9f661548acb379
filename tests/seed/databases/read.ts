import type { Clock } from '#seed/contract/clock'
import type { Page } from '#seed/contract/record'
import type { Source } from '#seed/contract/source'
import { openDatabaseSource } from '#seed/databases/open'
import { mappedColumns } from '#seed/declared/columns'
import { isDatabase } from '#seed/declared/is-database'
import { declaredSource } from '#seed/declared/source'
import { noApi } from '#tests/support/api-access'
import { stillClock } from '#tests/support/memory-source'
import { entryOf } from '../declared/entries'

/** Declares a source with these members. (Default: key `id`, title `title`) */
export const databaseSource = (members: Record<string, unknown>, folder = '/'): Source =>
  declaredSource(entryOf({ name: 'games', ...members }), folder) as Source // safe: it is only given rows its own schema has parsed

/** Declares the same source with a shorter connection timeout. */
export function impatientSource(members: Record<string, unknown>, connectTimeoutMs: number): Source {
  const entry = entryOf({ name: 'games', ...members })
  if (!isDatabase(entry)) throw new Error('the entry is not that of a database')
  return {
    ...databaseSource(members),
    open: openDatabaseSource(entry, { folder: '/', columns: mappedColumns(entry), connectTimeoutMs }),
  }
}

/** Declares the same source with a query that the check of the configuration has not seen. */
export function uncheckedSource(members: Record<string, unknown>, query: string, folder: string): Source {
  const entry = entryOf({ name: 'games', ...members, query: 'select 1' })
  return declaredSource({ ...entry, query } as typeof entry, folder) as Source // safe: a query is a text, and so is this one
}

/** Reads every page of a source, from a checkpoint on. */
export async function pagesOf(source: Source, after?: Page['checkpoint'], clock: Clock = stillClock): Promise<Page[]> {
  const { pages } = await source.open({ from: undefined, clock, api: noApi })
  return Array.fromAsync(pages(after))
}

/** Returns the texts of all records of some pages, in order. */
export const textsOf = (pages: readonly Page[]): string[] =>
  pages.flatMap(({ records }) => records.map(({ text }) => text))

/** Reads a source that fails; returns code and message of the failure. */
export async function failureOf(source: Source): Promise<{ code: string; message: string }> {
  try {
    await pagesOf(source)
  } catch (error) {
    if (error instanceof Error && 'code' in error) return { code: String(error.code), message: error.message }
    throw error
  }
  throw new Error('it did not fail')
}
