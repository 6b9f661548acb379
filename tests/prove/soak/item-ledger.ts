import { type ExportedFacts, hasFacts, markOf } from './facts'
import { createPossible, type Possible } from './possible'

/** Stands for an item that is gone. */
const GONE = null

/** The acknowledged items of one collection. An item has the number of its last write (`factsOf`). */
export type ItemLedger = {
  name: string
  /** Notes that an item, new or known, has the facts of a number. */
  has: (item: string, mark: number) => void
  /** Notes that the row of an import with this number is an item, whose id is not known. */
  hasRow: (mark: number) => void
  /** Notes the id of the item of such a row. */
  isItem: (mark: number | undefined, item: string) => void
  /** Notes that a known item may have the facts of a number; without an item, each of them may. */
  mayHave: (mark: number, item?: string) => void
  gone: (item: string) => void
  mayBeGone: (item: string) => void
  /** Returns the ids of the items that are certainly there, as far as they are known. */
  items: () => string[]
  size: () => number
  /** Compares with an export: returns the items that are lost or have other facts, and those that came back. */
  wrong: (exported: readonly ExportedFacts[]) => string[]
}

/** Creates the ledger of an empty collection. */
export function createItemLedger(name: string): ItemLedger {
  const items = new Map<string | number, Possible<number | null>>()
  const acknowledged = new Set<number>()
  const certain = () => [...items].filter(([, possible]) => !possible.has(GONE))
  return {
    name,
    has(item, mark) {
      acknowledged.add(mark)
      const known = items.get(item)
      if (known) known.sure(mark)
      else items.set(item, createPossible<number | null>(mark))
    },
    hasRow(mark) {
      acknowledged.add(mark)
      items.set(mark, createPossible<number | null>(mark))
    },
    isItem(mark, item) {
      const row = mark === undefined ? undefined : items.get(mark)
      if (mark === undefined || !row) return
      items.delete(mark)
      items.set(item, row)
    },
    mayHave(mark, item) {
      for (const [id, possible] of items) if (item === undefined || item === id) possible.unsure(mark)
    },
    gone: (item) => items.get(item)?.sure(GONE),
    mayBeGone: (item) => items.get(item)?.unsure(GONE),
    items: () => certain().flatMap(([item]) => (typeof item === 'string' ? [item] : [])),
    size: () => certain().length,
    wrong(exported) {
      const there = new Set(exported.flatMap((each) => markOf(each) ?? []))
      const possible = new Set([...items.values()].flatMap((each) => each.all()))
      const lost = certain().filter(([, each]) => !each.all().some((mark) => mark !== null && there.has(mark)))
      const back = [...there].filter((mark) => acknowledged.has(mark) && !possible.has(mark))
      const other = exported.filter((each) => !hasFacts(each, markOf(each) ?? Number.NaN))
      return [
        ...lost.map(([item, each]) => `${name}: item ${item} of ${each.all().join(' or ')} is lost`),
        ...back.map((mark) => `${name}: the facts of ${mark} are back`),
        ...other.map(({ notes }) => `${name}: other facts beside "${notes}"`),
      ]
    },
  }
}
