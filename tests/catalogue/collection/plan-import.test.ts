import { expect, test } from 'bun:test'
import { NO_FACTS } from '#catalogue/collection/item'
import { planImport } from '#catalogue/collection/plan-import'
import type { DecidedRow, KnownItem } from '#catalogue/collection/planned-items'

const KNOWN = 3000
const ROWS = 1000
const MOST_BETWEEN = 20

const known = Array.from({ length: KNOWN }, (_, at): KnownItem => {
  const key = String(at)
  return { ...NO_FACTS, id: key, importKey: key, statedKey: key, gameId: null, edited: [], isDismissed: false }
})
const rows = Array.from({ length: ROWS }, (_, at): DecidedRow => {
  const stated = { title: `Game ${at}`, year: null, platform: null, ids: {} }
  return { ...stated, key: String(at * 2), facts: { rating: 5 }, addedAt: null, gameId: null, isDismissed: false }
})

test.each([true, false])(
  'a plan of many items stops to look at the time as often as it is long (export: %j)',
  async (isExport) => {
    let pauses = 0
    const pause = async () => void pauses++
    const plan = await planImport(known, { rows, isExport, newId: () => crypto.randomUUID(), pause })
    expect(plan.outcomes).toHaveLength(ROWS)
    expect(plan.changes).toHaveLength(ROWS)
    // Items are entered, rows are laid upon them, and the items are looked through.
    expect(pauses).toBeGreaterThanOrEqual((2 * KNOWN + ROWS) / MOST_BETWEEN)
  },
)
