import { isGameId } from '#db/game/redirect'
import { isObject } from '#lib/json-object'
import { findLiveGames, type ReconcileStores } from './live-games'
import { BATCH_SIZE } from './manifest'
import type { ReconcileExtension } from './model'
import { PROPERTIES, propertyValues } from './properties'

/** A data extension that was read: ids of games, and ids of properties. */
type ReadExtension = { ids: string[]; properties: string[] }

/** Most properties of one extension. */
const MOST_PROPERTIES = 100

/** Returns the ids and properties of a data extension, or what is wrong with its form. */
export function readExtension(value: unknown): ReadExtension | string {
  if (!isObject(value)) return 'extend: send an object with `ids` and `properties`.'
  const { ids, properties } = value
  if (!isList(ids, BATCH_SIZE, (id) => typeof id === 'string'))
    return `extend: write \`ids\` as a list of at most ${BATCH_SIZE} texts.`
  if (!isList(properties, MOST_PROPERTIES, (each) => isObject(each) && typeof each.id === 'string'))
    return `extend: write \`properties\` as a list of at most ${MOST_PROPERTIES} objects with \`id\`.`
  return { ids: ids as string[], properties: (properties as { id: string }[]).map(({ id }) => id) } // safe: checked above
}

const isList = (value: unknown, most: number, test: (item: unknown) => boolean): boolean =>
  Array.isArray(value) && value.length <= most && value.every(test)

/** Returns the values of properties of games; of an id that no game has, and for a property that does not exist, none. */
export async function extendGames(
  dependencies: ReconcileStores,
  { ids, properties }: ReadExtension,
): Promise<ReconcileExtension> {
  const games = await findLiveGames(dependencies, ids.filter(isGameId))
  const valuesOf = (id: string) => {
    const game = games.get(id.toLowerCase())
    return Object.fromEntries(properties.map((property) => [property, game ? propertyValues(property, game) : []]))
  }
  return {
    meta: properties.map((id) => ({ id, name: PROPERTIES.find((property) => property.id === id)?.name ?? id })),
    rows: Object.fromEntries(ids.map((id) => [id, valuesOf(id)])),
  }
}
