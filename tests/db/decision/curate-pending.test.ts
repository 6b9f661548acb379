import { expect, test } from 'bun:test'
import { decidePair } from '#db/decision/curate'
import { matchPendingRecords } from '#db/match/run'
import type { Stores } from '#db/stores'
import { silent } from '#seed/pipeline/progress'
import { catalogueHash } from '#tests/support/catalogue-hash'
import { type Given, load, memorySource } from '#tests/support/memory-source'
import { createTestStores } from '#tests/support/stores'

const game = (key: string, title: string): Given => ({ key, title })

const A = memorySource('a', [[game('1', 'Xenon')]])
const A_RENAMED = memorySource('a', [[game('1', 'Zinc')]])
const B = memorySource('b', [[game('1', 'Xenon'), game('2', 'Zinc')]])
const C = memorySource('c', [[game('1', 'Xenon')]])

/** A load that ends when its records are archived and none of them is matched, as by a kill. */
async function loadUnmatched(stores: Stores): Promise<void> {
  const phase = (name: string) => {
    if (name === 'matching') throw new Error('killed')
  }
  await load(stores, A_RENAMED, { progress: { ...silent, phase } }).catch(() => {})
}

/** The catalogue in the end, where somebody decides before or after what a load left is matched. */
async function catalogueOf(decidesFirst: boolean): Promise<string> {
  await using stores = await createTestStores()
  for (const source of [A, B, C]) await load(stores, source)
  await loadUnmatched(stores)
  const match = () =>
    matchPendingRecords({ stores, runId: undefined, signal: new AbortController().signal, onProgress() {} })
  if (!decidesFirst) await match()
  const [one, other] = ['b', 'c'].map((source) => ({ source, dataset: source, key: '1' }))
  if (!one || !other) throw new Error('two records')
  const outcome = await decidePair(stores, { kind: 'cannot_link', one, other }, { author: 'ada', reason: null })
  expect(outcome.ok).toBe(true)
  await match()
  return await catalogueHash(stores.db)
}

test('a decision while records are pending leaves none of them unmatched', async () => {
  expect(await catalogueOf(true)).toBe(await catalogueOf(false))
})
