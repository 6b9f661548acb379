import { inTurns, type Pause } from '#lib/turn'
import { FACTS, type ItemFacts, NO_FACTS } from './item'
import {
  createPlannedItems,
  type DecidedRow,
  type KnownItem,
  type PlannedItem,
  type PlannedItems,
} from './planned-items'

/** An item that an import adds. Of several that state the same only one has the key. */
export type NewItem = ItemFacts & Omit<DecidedRow, 'key' | 'facts'> & { id: string; importKey: string | null }

/** An item that an import changes: all its facts as they will be, the game that it is linked with, and if none is meant. */
export type ImportChange = ItemFacts & {
  id: string
  importKey: string | null
  linkTo: string | null
  isDismissed: boolean
}

/** Outcome of a row. `duplicate`: an earlier row is the same, or has the same game. */
export type RowOutcome = 'added' | 'updated' | 'unchanged' | 'duplicate'

/** Items that an import adds and changes, and the outcome of each row. */
export type ImportPlan = { added: NewItem[]; changes: ImportChange[]; outcomes: RowOutcome[] }

/**
 * Rows to import. `isExport`: they are those of an exported collection. `newId`: returns the id of a new item. `pause`: gives other work a
 * turn if one is due.
 */
export type PlannedRows = { rows: readonly DecidedRow[]; isExport: boolean; newId: () => string; pause: Pause }

/**
 * Returns what an import of rows does to the items of a collection. An item belongs to a row that states the same, or has its game.
 * The row changes what an earlier import stated, and nothing that a person set. A further row for the same item only fills gaps; in an
 * export each row is an item of its own, also if several have one game or state the same.
 */
export async function planImport(
  known: readonly KnownItem[],
  { rows, isExport, newId, pause }: PlannedRows,
): Promise<ImportPlan> {
  const entries = createPlannedItems(isExport)
  const plan: ImportPlan = { added: [], changes: [], outcomes: [] }
  await inTurns(known, (item) => entries.enter(knownEntry(item)), pause)
  await inTurns(rows, (row) => plan.outcomes.push(layRow(entries, row, newId)), pause)
  await inTurns(entries.all, (entry) => addToPlan(plan, entry), pause)
  return plan
}

const knownEntry = (item: KnownItem): PlannedItem => ({
  item: { ...item },
  linkTo: null,
  isTouched: false,
  isChanged: false,
  isKeyed: false,
})

function addToPlan({ added, changes }: ImportPlan, entry: PlannedItem): void {
  const { item, row, isChanged, isKeyed } = entry
  if (row) added.push(newItem(item, row))
  else if (isChanged || isKeyed) changes.push(changeOf(entry))
}

function layRow(entries: PlannedItems, row: DecidedRow, newId: () => string): RowOutcome {
  const entry = entries.find(row)
  if (!entry) {
    addRow(entries, row, newId())
    return 'added'
  }
  const isFirst = !entry.isTouched
  entry.isTouched = true
  const isChanged = layFacts(entry, row.facts, isFirst)
  const isDecided = isFirst && (link(entries, entry, row.gameId) || dismiss(entry, row))
  if (isFirst && entries.addKey(entry, row.key)) entry.isKeyed = true
  entry.isChanged ||= isChanged || isDecided
  if (!isFirst) return 'duplicate'
  return isChanged || isDecided ? 'updated' : 'unchanged'
}

function addRow(entries: PlannedItems, row: DecidedRow, id: string): void {
  const { key, gameId, isDismissed } = row
  const item = { ...NO_FACTS, ...row.facts, id, importKey: null, statedKey: key, gameId, isDismissed, edited: [] }
  const entry: PlannedItem = { item, row, linkTo: null, isTouched: true, isChanged: false, isKeyed: false }
  entries.enter(entry)
  entries.addKey(entry, key)
}

/** Sets the facts that a row states and no person has set; with `replaces` false only those that are missing. */
function layFacts({ item }: PlannedItem, facts: Partial<ItemFacts>, replaces: boolean): boolean {
  const stated = FACTS.filter((name) => (facts[name] ?? null) !== null && !item.edited.includes(name))
  const changed = stated.filter((name) => (replaces ? item[name] !== facts[name] : item[name] === null))
  for (const name of changed) Object.assign(item, { [name]: facts[name] })
  return changed.length > 0
}

/** True for an item without a game that nobody has decided about. */
const isOpen = ({ item }: PlannedItem): boolean =>
  item.gameId === null && !item.isDismissed && !item.edited.includes('gameId')

/** Links an item that has no game, unless a person has said so, or the game has another item. */
function link(entries: PlannedItems, entry: PlannedItem, gameId: string | null): boolean {
  if (gameId === null || !isOpen(entry) || entries.hasGame(gameId)) return false
  entry.item.gameId = gameId
  entry.linkTo = gameId
  entries.noteGame(entry, gameId)
  return true
}

/** Takes over from an export that no game is meant. */
function dismiss(entry: PlannedItem, { isDismissed }: DecidedRow): boolean {
  if (!isDismissed || !isOpen(entry)) return false
  entry.item.isDismissed = true
  return true
}

const factsIn = ({ status, rating, playtimeMinutes, notes, store }: ItemFacts): ItemFacts => ({
  status,
  rating,
  playtimeMinutes,
  notes,
  store,
})

const newItem = (item: KnownItem, { title, year, platform, ids, addedAt, isDismissed }: DecidedRow): NewItem => ({
  ...factsIn(item),
  id: item.id,
  importKey: item.importKey,
  gameId: item.gameId,
  title,
  year,
  platform,
  ids,
  addedAt,
  isDismissed,
})

const changeOf = ({ item, linkTo }: PlannedItem): ImportChange => ({
  ...factsIn(item),
  id: item.id,
  importKey: item.importKey,
  linkTo,
  isDismissed: item.isDismissed,
})
