import { describe, expect, test } from 'bun:test'
import { precisionOf, recallOf } from '#tests/bench/match/figures'
import { PAIR_FILES } from '#tests/bench/match/gold'
import { CLUSTER_FILES, measureClusters, measurePairs } from '#tests/bench/match/title-level'

const data = process.env.TEST_DATA_DIR ?? ''
const skipped = data ? '' : ' (skipped: TEST_DATA_DIR is not set)'

/** Lower bounds: below them a change has made matching worse. The targets are in the bench. */
const CLUSTER_BOUNDS: Record<string, { precision: number; recall: number }> = {
  gold_ign_clusters: { precision: 0.98, recall: 0.935 },
  gold_metacritic_clusters: { precision: 0.99, recall: 0.99 },
}

describe.skipIf(!data)(`matching against ground truth${skipped}`, () => {
  test.each(CLUSTER_FILES)('%s: the rows of one game on several platforms', async (file) => {
    const { result } = await measureClusters(data, file)
    const { precision, recall } = CLUSTER_BOUNDS[file] ?? { precision: 1, recall: 1 }
    expect(precisionOf(result.inside)).toBeGreaterThanOrEqual(precision)
    expect(recallOf(result.inside)).toBeGreaterThanOrEqual(recall)
  })

  test.each(PAIR_FILES.filter(({ bound }) => bound))('$file: titles of two lists', async (lists) => {
    const { result } = await measurePairs(data, lists)
    expect(precisionOf(result.inside)).toBeGreaterThanOrEqual(0.99)
    expect(recallOf(result.inside)).toBeGreaterThanOrEqual(0.95)
  })
})
