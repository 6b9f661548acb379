import { afterEach, beforeEach, expect, test } from 'bun:test'
import { SHIPPED_MODEL } from '#catalogue/match/weights'
import { insertMatchModel } from '#db/match/model'
import { requeueAll } from '#db/match/pending'
import { type PreviewedChange, previewMatching } from '#db/match/preview'
import { matchPendingRecords } from '#db/match/run'
import type { Db } from '#db/stores'
import { catalogueHash } from '#tests/support/catalogue-hash'
import { load, memorySource } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores
const signal = new AbortController().signal

beforeEach(async () => {
  stores = await createTestStores()
  await load(stores, memorySource('a', [[{ key: 'elite', title: 'Elite' }]]))
  await load(stores, memorySource('b', [[{ key: 'elite', title: 'Elite' }]]))
})
afterEach(() => stores[Symbol.asyncDispose]())

/** Stores a model that links nothing, whatever agrees. */
const linkNothing = async (db: Db) => {
  await insertMatchModel(db, { ...SHIPPED_MODEL, linkThreshold: 1_000 }, {})
}

async function previewed(prepare: (db: Db) => Promise<void> = async () => {}) {
  const changes: PreviewedChange[] = []
  const counts = await previewMatching({
    stores,
    signal,
    prepare,
    onChange: (change) => changes.push(change),
    onProgress: () => {},
  })
  return { changes, counts }
}

test('a preview tells what the next matching does with new weights, and stores nothing', async () => {
  const before = await catalogueHash(stores.db)
  const { changes, counts } = await previewed(linkNothing)
  expect(changes).toEqual([{ kind: 'split', game: 'Elite', other: 'elite' }])
  expect(counts).toMatchObject({ records: 2, merged: 0, split: 1, updated: 1, created: 0 })
  expect(await catalogueHash(stores.db)).toBe(before)
  expect((await previewed()).changes).toEqual([])
})

test('games that the weights in force make one are told, and then made so', async () => {
  await linkNothing(stores.db)
  await matchAgain()
  const { changes, counts } = await previewed((db) => insertMatchModel(db, SHIPPED_MODEL, {}).then(() => {}))
  expect(changes).toEqual([{ kind: 'merge', game: expect.any(String), other: 'elite' }])
  await insertMatchModel(stores.db, SHIPPED_MODEL, {})
  expect(await matchAgain()).toMatchObject({ merged: counts.merged, created: 0 })
})

async function matchAgain() {
  await requeueAll(stores.db)
  return await matchPendingRecords({ stores, runId: undefined, signal, onProgress: () => {} })
}
