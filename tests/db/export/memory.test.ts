import { expect, test } from 'bun:test'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EXPORT_FORMATS } from '#catalogue/export/formats'
import { watchMemory } from '#tests/bench/measure'
import { generateCatalogue } from '#tests/support/generated-catalogue'
import { spawnSeed } from '#tests/support/seed-process'
import { createTestStores } from '#tests/support/stores'

const GAMES = 50_000
/** All games held as objects take several times as much. */
const MOST_GROWTH_MB = 120

test.skipIf(!process.env.TEST_DATABASE_URL)(
  'an export of many games needs no more memory than one of few, in every format (needs TEST_DATABASE_URL)',
  async () => {
    await using stores = await createTestStores()
    await generateCatalogue(stores, GAMES)
    const folder = await mkdtemp(join(tmpdir(), 'vestim-export-'))
    const peakOf = async (file: string, ...filters: string[]) => {
      const child = spawnSeed(['export', join(folder, file), ...filters], { DATABASE_URL: stores.databaseUrl ?? '' })
      const peak = watchMemory(child.pid)
      expect(await child.exited).toBe(0)
      return peak()
    }
    try {
      for (const format of Object.keys(EXPORT_FORMATS)) {
        const few = await peakOf(`few.${format}`, '--year-from', '2026')
        const all = await peakOf(`all.${format}`)
        expect(Bun.file(join(folder, `all.${format}`)).size).toBeGreaterThan(2_000_000)
        expect(all - few).toBeLessThan(MOST_GROWTH_MB)
      }
    } finally {
      await rm(folder, { recursive: true })
    }
  },
  300_000,
)
