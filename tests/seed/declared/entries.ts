import { type Entry, type FileEntry, parseDeclared } from '#seed/declared/config'
import { isDatabase } from '#seed/declared/is-database'

/** An entry as a person writes it, with what a test is about changed; `undefined` takes a member out. */
export const written = (changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  name: 'my-list',
  format: 'csv',
  key: 'id',
  map: { title: 'title' },
  ...changes,
})

/** The text of a configuration of these entries, one member a line. */
export const configOf = (...entries: unknown[]): string => JSON.stringify({ sources: entries }, null, 2)

/** The entry that is read from what a person wrote. */
export function entryOf(changes: Record<string, unknown> = {}): Entry {
  const [entry] = parseDeclared(configOf(written(changes)), 'vestimlib.config.json', [])
  if (!entry) throw new Error('the configuration declares nothing')
  return entry
}

/** The same, of an entry that is read from files. */
export function fileEntryOf(changes: Record<string, unknown> = {}): FileEntry {
  const entry = entryOf(changes)
  if (isDatabase(entry)) throw new Error('the entry is that of a database')
  return entry
}
