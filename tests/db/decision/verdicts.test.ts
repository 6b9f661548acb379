import { afterEach, beforeEach, expect, test } from 'bun:test'
import { overrideField, undoDecision } from '#db/decision/curate'
import { importDecisions } from '#db/decision/execute'
import { listDecisions } from '#db/decision/queries'
import { decideReviews, decideReviewsWhere } from '#db/decision/verdicts'
import { MATCH_LOCK } from '#db/match/lock'
import { pageOfReviewPairs } from '#db/match/review-pairs'
import { catalogueHash } from '#tests/support/catalogue-hash'
import { loadDoubts } from '#tests/support/doubts'
import { createTestStores, type TestStores } from '#tests/support/stores'

const DOUBTS = 60
const ADA = { author: 'ada', reason: null }

let stores: TestStores

beforeEach(async () => {
  stores = await createTestStores()
  await loadDoubts(stores, DOUBTS)
})
afterEach(() => stores[Symbol.asyncDispose]())

const openIds = async () => (await pageOfReviewPairs(stores.db, undefined, 1_000)).map(({ id }) => id)
const sameIfAll = () => decideReviewsWhere(stores, { filter: {}, areSame: true, expected: DOUBTS }, ADA)

test('doubts decided under one condition and undone as one leave the catalogue as it was, with the same ids', async () => {
  const [before, ids] = [await catalogueHash(stores.db), await openIds()]
  for (const areSame of [true, false]) {
    const outcome = await decideReviewsWhere(stores, { filter: {}, areSame, expected: DOUBTS }, ADA)
    if (!('items' in outcome) || !outcome.decision) throw new Error('nothing was decided')
    expect(outcome.items.map(({ status }) => status)).toEqual(ids.map(() => 'decided'))
    expect(await openIds()).toEqual([])
    expect(await catalogueHash(stores.db)).not.toBe(before)
    expect((await undoDecision(stores, outcome.decision.id, ADA)).ok).toBe(true)
    expect(await openIds()).toEqual(ids)
    expect(await catalogueHash(stores.db)).toBe(before)
  }
})

test('other work gets turns of the event loop while many verdicts are carried out, in both kinds of store', async () => {
  let turns = 0
  let isDone = false
  const count = () => {
    turns++
    if (!isDone) setImmediate(count)
  }
  setImmediate(count)
  await sameIfAll()
  isDone = true
  expect(turns).toBeGreaterThan(3)
})

test('the decision of many verdicts can be carried to another catalogue', async () => {
  await sameIfAll()
  const decisions = await listDecisions(stores.db, undefined, 10)
  expect(decisions.map(({ kind, rules }) => [kind, rules.length])).toEqual([['review', DOUBTS]])
  await using other = await createTestStores()
  expect(await importDecisions(other, decisions)).toBe(1)
  await loadDoubts(other, DOUBTS)
  expect(await catalogueHash(other.db)).toBe(await catalogueHash(stores.db))
})

test('a later decision on one of the games must be undone before them', async () => {
  const outcome = await sameIfAll()
  if (!('items' in outcome) || !outcome.decision) throw new Error('nothing was decided')
  const slug = 'amber-adventure-architects'
  const later = await overrideField(stores, slug, { field: 'summary', value: 'Buildings.' }, ADA)
  if (!later.ok) throw new Error(later.refusal.code)
  expect(await undoDecision(stores, outcome.decision.id, ADA)).toEqual({
    ok: false,
    refusal: { code: 'built_upon', decision: later.decision.id },
  })
})

test('while a load is being matched none is decided', async () => {
  const before = await openIds()
  const verdicts = before.map((id) => ({ id, areSame: true }))
  const outcome = await stores.exclusively(MATCH_LOCK, () => decideReviews(stores, verdicts, ADA))
  expect(outcome).toEqual({ code: 'busy' })
  expect(await openIds()).toEqual(before)
})

test('of two requests with the same verdicts at once, one decides and the other finds them decided', async () => {
  const verdicts = (await openIds()).map((id) => ({ id, areSame: true }))
  const outcomes = await Promise.all([decideReviews(stores, verdicts, ADA), decideReviews(stores, verdicts, ADA)])
  const statuses = outcomes.map((outcome) =>
    'items' in outcome ? [...new Set(outcome.items.map(({ status }) => status))] : [outcome.code],
  )
  expect(statuses.flat().sort()).toEqual(['decided', 'decided_already'])
})
