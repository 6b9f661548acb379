import { FACTS, type ItemFacts, NO_FACTS } from './item'

/** An item of the collection as an import needs to know it. `gameId` is the live game, `importKey` the row that made it. */
export type KnownItem = ItemFacts & {
  id: string
  importKey: string | null
  gameId: string | null
  edited: readonly string[]
  isDismissed: boolean
}

/** A row with the key of what it states, and the live game that it was matched with. */
export type DecidedRow = {
  key: string
  title: string
  year: number | null
  platform: string | null
  ids: Record<string, string>
  facts: Partial<ItemFacts>
  addedAt: string | null
  gameId: string | null
}

/** An item that an import adds. */
export type NewItem = ItemFacts & Omit<DecidedRow, 'key' | 'facts'> & { id: string; importKey: string }

/** An item that an import changes: all its facts as they will be, and the game that it is linked with. */
export type ImportChange = ItemFacts & { id: string; importKey: string | null; linkTo: string | null }

/** Outcome of a row. `duplicate`: an earlier row is the same, or has the same game. */
export type RowOutcome = 'added' | 'updated' | 'unchanged' | 'duplicate'

/** Items that an import adds and changes, and the outcome of each row. */
export type ImportPlan = { added: NewItem[]; changes: ImportChange[]; outcomes: RowOutcome[] }

/** An item while rows are laid upon it. */
type Entry = {
  item: KnownItem
  row?: DecidedRow
  linkTo: string | null
  isTouched: boolean
  isChanged: boolean
  isKeyed: boolean
}

type Entries = { byKey: Map<string, Entry>; byGame: Map<string, Entry>; all: Entry[] }

/**
 * Returns what an import of rows does to the items of a collection. An item belongs to a row that states the same, or has its game.
 * The row changes what an earlier import stated, and nothing that a person set. A further row for the same item only fills gaps.
 */
export function planImport(known: readonly KnownItem[], rows: readonly DecidedRow[], newId: () => string): ImportPlan {
  const entries = entriesOf(known)
  const outcomes = rows.map((row) => layRow(entries, row, newId))
  return {
    outcomes,
    added: entries.all.flatMap(({ item, row }) => (row ? [newItem(item, row)] : [])),
    changes: entries.all.flatMap((entry) =>
      !entry.row && (entry.isChanged || entry.isKeyed) ? [changeOf(entry)] : [],
    ),
  }
}

function entriesOf(known: readonly KnownItem[]): Entries {
  const entries: Entries = { byKey: new Map(), byGame: new Map(), all: [] }
  for (const item of known)
    enter(entries, { item: { ...item }, linkTo: null, isTouched: false, isChanged: false, isKeyed: false })
  return entries
}

function enter({ byKey, byGame, all }: Entries, entry: Entry): void {
  const { importKey, gameId } = entry.item
  all.push(entry)
  if (importKey !== null) byKey.set(importKey, entry)
  if (gameId !== null && !byGame.has(gameId)) byGame.set(gameId, entry)
}

function layRow(entries: Entries, row: DecidedRow, newId: () => string): RowOutcome {
  const entry = entries.byKey.get(row.key) ?? (row.gameId === null ? undefined : entries.byGame.get(row.gameId))
  if (!entry) {
    const item = { ...NO_FACTS, ...row.facts, id: newId(), importKey: row.key, gameId: row.gameId }
    enter(entries, {
      item: { ...item, edited: [], isDismissed: false },
      row,
      linkTo: null,
      isTouched: true,
      isChanged: false,
      isKeyed: false,
    })
    return 'added'
  }
  const isFirst = !entry.isTouched
  entry.isTouched = true
  const isChanged = layFacts(entry, row.facts, isFirst)
  const isLinked = isFirst && link(entries, entry, row.gameId)
  if (isFirst) addKey(entries, entry, row.key)
  entry.isChanged ||= isChanged || isLinked
  if (!isFirst) return 'duplicate'
  return isChanged || isLinked ? 'updated' : 'unchanged'
}

/** Sets the facts that a row states and no person has set; with `replaces` false only those that are missing. */
function layFacts({ item }: Entry, facts: Partial<ItemFacts>, replaces: boolean): boolean {
  const stated = FACTS.filter((name) => (facts[name] ?? null) !== null && !item.edited.includes(name))
  const changed = stated.filter((name) => (replaces ? item[name] !== facts[name] : item[name] === null))
  for (const name of changed) Object.assign(item, { [name]: facts[name] })
  return changed.length > 0
}

/** Links an item that has no game, unless a person has said so, or the game has another item. */
function link({ byGame }: Entries, entry: Entry, gameId: string | null): boolean {
  const { item } = entry
  if (gameId === null || item.gameId !== null || item.isDismissed || item.edited.includes('gameId')) return false
  if (byGame.has(gameId)) return false
  item.gameId = gameId
  entry.linkTo = gameId
  byGame.set(gameId, entry)
  return true
}

function addKey({ byKey }: Entries, entry: Entry, key: string): void {
  if (entry.item.importKey !== null || byKey.has(key)) return
  entry.item.importKey = key
  entry.isKeyed = true
  byKey.set(key, entry)
}

const factsIn = ({ status, rating, playtimeMinutes, notes, store }: ItemFacts): ItemFacts => ({
  status,
  rating,
  playtimeMinutes,
  notes,
  store,
})

const newItem = (item: KnownItem, { title, year, platform, ids, addedAt, key }: DecidedRow): NewItem => ({
  ...factsIn(item),
  id: item.id,
  importKey: key,
  gameId: item.gameId,
  title,
  year,
  platform,
  ids,
  addedAt,
})

const changeOf = ({ item, linkTo }: Entry): ImportChange => ({
  ...factsIn(item),
  id: item.id,
  importKey: item.importKey,
  linkTo,
})
