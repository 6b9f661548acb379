import { cellText, type DeclaredRow, valueAt } from '#catalogue/list/cells/cell'
import { isObject } from '#lib/json-object'
import type { ImportMap } from './import-map'

/** Columns of the rows that `playniteRow` makes: ratings are out of 100, times of play in seconds. */
export const PLAYNITE_MAP: ImportMap = {
  title: { column: 'title' },
  released: { column: 'released' },
  platforms: { column: 'platforms' },
  developers: { column: 'developers' },
  publishers: { column: 'publishers' },
  status: { column: 'status' },
  rating: { column: 'rating', scale: 100 },
  playtime: { column: 'playtime', unit: 'seconds' },
  notes: { column: 'notes' },
  store: { column: 'store' },
  added: { column: 'added' },
  'externalIds.steam': { column: 'steam' },
  'externalIds.gog': { column: 'gog' },
}

/** Plugins of Playnite by which a game was imported, with the ids of our sources. */
const STORES = new Map<string, 'steam' | 'gog'>(
  Object.entries({
    'cb91dfc9-b977-43bf-8e70-55f46e410fab': 'steam',
    'aebe8b7c-6dc3-4a66-af31-e7375c6b5e9e': 'gog',
  }),
)

/** True for the rows of a library that Playnite has exported. */
export const isPlaynite = (rows: readonly DeclaredRow[]): boolean =>
  rows.length > 0 && rows.every((row) => typeof row.Name === 'string' && 'GameId' in row && 'PluginId' in row)

/** Returns the name of a value that is a text or an object with `Name`. */
const nameOf = (value: unknown): unknown => (isObject(value) ? value.Name : value)
const namesOf = (value: unknown): unknown => (Array.isArray(value) ? value.map(nameOf) : nameOf(value))

/** Returns a game of an exported library as a row with the columns of `PLAYNITE_MAP`. */
export function playniteRow(game: DeclaredRow): DeclaredRow {
  const store = STORES.get(String(game.PluginId).toLowerCase())
  const { ReleaseDate: released } = game
  return {
    title: game.Name,
    released: dayOf(isObject(released) ? valueAt(released, 'ReleaseDate') : released),
    platforms: namesOf(game.Platforms ?? game.Platform),
    developers: namesOf(game.Developers),
    publishers: namesOf(game.Publishers),
    status: nameOf(game.CompletionStatus),
    rating: game.UserScore,
    playtime: game.Playtime,
    notes: game.Notes,
    store: nameOf(game.Source),
    added: game.Added,
    ...(store && { [store]: game.GameId }),
  }
}

/** Returns the day of a date of Playnite, `2011-4-19` included. */
function dayOf(value: unknown): string {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d{1,2})-(\d{1,2})/.exec(cellText(value) ?? '') ?? []
  return year === '' ? (cellText(value) ?? '') : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}
