import { describe, expect, test } from 'bun:test'
import { EXPORT_FORMATS, type ExportFormat } from '#catalogue/export/formats'
import { writeExport } from '#db/export/write'
import { generateCatalogue } from '#tests/support/generated-catalogue'
import { residentMegabytes } from '#tests/support/process-figures'
import { createTestStores } from '#tests/support/stores'

const GAMES = 200_000
/** An export of so many games that is held in memory takes hundreds of megabytes. */
const MOST_GROWTH_MB = 150

// The embedded store keeps its data in the memory of this process.
describe.skipIf(!process.env.TEST_DATABASE_URL)('an export of many games, with TEST_DATABASE_URL', () => {
  test('needs no more memory than a part of it, in every format', async () => {
    await using stores = await createTestStores()
    await generateCatalogue(stores, GAMES)
    const criteria = { groups: [], none: [], games: GAMES }
    for (const format of Object.keys(EXPORT_FORMATS) as ExportFormat[]) {
      Bun.gc(true)
      const before = await residentMegabytes(process.pid)
      let [peak, bytes] = [before, 0]
      const { count } = await writeExport(stores.exportDb, { criteria, format }, async (piece) => {
        bytes += piece.length
        peak = Math.max(peak, await residentMegabytes(process.pid))
      })
      expect(count).toBe(GAMES)
      expect(bytes).toBeGreaterThan(10_000_000)
      expect(peak - before).toBeLessThan(MOST_GROWTH_MB)
    }
  }, 300_000)
})
