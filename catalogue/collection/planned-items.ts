import { FACTS, type ItemFacts, NO_FACTS } from './item'
import type { StatedGame } from './stated-key'

/**
 * An item of the collection as an import needs to know it. `gameId` is the live game, `importKey` the key of the row that made it,
 * `statedKey` that of what it states.
 */
export type KnownItem = ItemFacts & {
  id: string
  importKey: string | null
  statedKey: string
  gameId: string | null
  edited: readonly string[]
  isDismissed: boolean
}

/** A row with the key of what it states, and the live game that it was matched with. `isDismissed`: no game is meant. */
export type DecidedRow = StatedGame & {
  key: string
  facts: Partial<ItemFacts>
  addedAt: string | null
  gameId: string | null
  isDismissed: boolean
}

/** An item while rows are laid upon it. `row` is the row that it is made of, if it is new. */
export type PlannedItem = {
  item: KnownItem
  row?: DecidedRow
  linkTo: string | null
  isTouched: boolean
  isChanged: boolean
  isKeyed: boolean
}

/** The items of a collection while an import is planned. */
export type PlannedItems = {
  all: readonly PlannedItem[]
  /** Adds an item, known or new. */
  enter: (entry: PlannedItem) => void
  /** Returns the item that a row is about. */
  find: (row: DecidedRow) => PlannedItem | undefined
  hasGame: (gameId: string) => boolean
  noteGame: (entry: PlannedItem, gameId: string) => void
  /** Gives an item the key of a row, if neither has another; false otherwise. */
  addKey: (entry: PlannedItem, key: string) => boolean
}

/** Returns a collection without items. `isExport`: the rows are those of an exported collection, each of which is an item of its own. */
export function createPlannedItems(isExport: boolean): PlannedItems {
  const byKey = new Map<string, PlannedItem>()
  const [byGame, byStated, byExact] = [createGroups(), createGroups(), createGroups()]
  const all: PlannedItem[] = []
  const enter = (entry: PlannedItem) => {
    const { importKey, gameId, statedKey } = entry.item
    all.push(entry)
    if (importKey !== null) byKey.set(importKey, entry)
    if (gameId !== null) byGame.add(gameId, entry)
    if (!isExport || entry.row) return
    byStated.add(statedKey, entry)
    byExact.add(exactKey(statedKey, entry.item), entry)
  }
  const findExported = ({ key, facts, gameId }: DecidedRow): PlannedItem | undefined => {
    const keyed = byKey.get(key)
    return (
      byExact.untouched(exactKey(key, { ...NO_FACTS, ...facts })) ??
      byStated.untouched(key) ??
      (keyed?.isTouched ? undefined : keyed) ??
      (gameId === null ? undefined : byGame.untouched(gameId))
    )
  }
  const findListed = ({ key, gameId }: DecidedRow): PlannedItem | undefined =>
    byKey.get(key) ?? (gameId === null ? undefined : byGame.first(gameId))
  return {
    all,
    enter,
    find: isExport ? findExported : findListed,
    hasGame: (gameId) => byGame.first(gameId) !== undefined,
    noteGame: (entry, gameId) => byGame.add(gameId, entry),
    addKey(entry, key) {
      if (entry.item.importKey !== null || byKey.has(key)) return false
      entry.item.importKey = key
      byKey.set(key, entry)
      return true
    },
  }
}

const exactKey = (key: string, facts: ItemFacts): string => `${key} ${JSON.stringify(FACTS.map((name) => facts[name]))}`

/** Items by a key, in the order in which they were added. */
function createGroups() {
  const groups = new Map<string, { entries: PlannedItem[]; from: number }>()
  return {
    add(key: string, entry: PlannedItem) {
      const group = groups.get(key)
      if (group) group.entries.push(entry)
      else groups.set(key, { entries: [entry], from: 0 })
    },
    first: (key: string): PlannedItem | undefined => groups.get(key)?.entries[0],
    /** Returns the first item that no row is about yet. */
    untouched(key: string): PlannedItem | undefined {
      const group = groups.get(key)
      if (!group) return undefined
      while (group.entries[group.from]?.isTouched) group.from++
      return group.entries[group.from]
    },
  }
}
