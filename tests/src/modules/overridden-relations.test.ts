import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import type { Relation } from '#catalogue/relation'
import { mergeTwoGames, splitGame, undoDecision } from '#db/decision/curate'
import type { DecisionOutcome } from '#db/decision/execute'
import { listDecisions } from '#db/decision/queries'
import { rowsOf } from '#db/stores'
import { carryDecisions } from '#tests/support/carried-decisions'
import { catalogueHash } from '#tests/support/catalogue-hash'
import { createTestClient } from '#tests/support/client'
import { type Given, load, memorySource } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores

const ADA = { author: 'ada', reason: null }
const game = (key: string, title: string, more: object = {}): Given => ({ key, title, ...more })
const to = (relation: Relation, id: string) => ({ relations: [{ relation, source: 'shop', id }] })

const SHOP = memorySource('shop', [[game('1', 'Nioh'), game('2', 'Onryoki'), game('3', 'Yamata')]])
const LIST = memorySource('list', [[game('7', 'Defiant Honor', { kind: 'dlc', ...to('dlc_of', '1') })]])
const LATER = memorySource('later', [[game('8', 'Bloodshed', { kind: 'dlc', ...to('dlc_of', '1') })]])

beforeEach(async () => {
  stores = await createTestStores()
  await load(stores, SHOP)
  await load(stores, LIST)
})
afterEach(() => stores[Symbol.asyncDispose]())

type RelatedTo = { slug: string; relation: Relation }

const curator = (of: TestStores = stores) => createTestClient(of, { scope: 'read curate' })

async function relatedOf(slug: string, of: TestStores = stores): Promise<RelatedTo[] | undefined> {
  return (await (await curator(of)).v1.games({ slug }).get({ query: {} })).data?.related
}

const override = async (slug: string, value: unknown) =>
  (await curator()).v1.games({ slug }).overrides({ field: 'related' }).put({ value, reason: 'the credits say so' })

const REMAKE: RelatedTo = { slug: 'onryoki', relation: 'remake_of' }
const DLC: RelatedTo = { slug: 'defiant-honor', relation: 'has_dlc' }

function decided(outcome: DecisionOutcome): string {
  if (!outcome.ok) throw new Error(outcome.refusal.code)
  return outcome.decision.id
}

describe('relations that a person states', () => {
  test('are served for both games beside those of the sources, with provenance, and after every later load', async () => {
    const { data } = await override('nioh', [DLC, REMAKE])
    expect(data?.lock?.value).toEqual([
      { relation: 'has_dlc', record: { source: 'list', dataset: 'list', key: '7' }, holds: true },
      { relation: 'remake_of', record: { source: 'shop', dataset: 'shop', key: '2' }, holds: true },
    ])
    for (const later of [async () => {}, () => load(stores, SHOP)]) {
      await later()
      expect(await relatedOf('nioh')).toEqual([DLC, REMAKE])
      expect(await relatedOf('onryoki')).toEqual([{ slug: 'nioh', relation: 'has_remake' }])
      expect(await relatedOf('defiant-honor')).toEqual([{ slug: 'nioh', relation: 'dlc_of' }])
    }
    const provenance = (await (await curator()).v1.games({ slug: 'nioh' }).provenance.get()).data
    expect(provenance?.related).toMatchObject({ rule: 'lock', lock: { reason: 'the credits say so' } })
    const changes = sql`select kind from game_change where decision_id = ${data?.id}::uuid`
    expect(await rowsOf(stores.db, changes)).toMatchObject([{ kind: 'updated' }])
  })

  test('stay when a source no longer states them', async () => {
    await override('nioh', [DLC])
    await load(stores, memorySource('list', [[game('7', 'Defiant Honor', { kind: 'dlc' })]]))
    expect(await relatedOf('nioh')).toEqual([DLC])
  })

  test('follow the other game when it is merged or split', async () => {
    await override('nioh', [DLC, { slug: 'yamata', relation: 'remake_of' }])
    const merged = decided(await mergeTwoGames(stores, ['onryoki', 'yamata'], ADA))
    expect(await relatedOf('nioh')).toEqual([DLC, REMAKE])
    expect(await relatedOf('onryoki')).toEqual([{ slug: 'nioh', relation: 'has_remake' }])
    decided(await undoDecision(stores, merged, ADA))
    expect(await relatedOf('nioh')).toEqual([DLC, { slug: 'yamata', relation: 'remake_of' }])
    await load(stores, memorySource('more', [[game('9', 'Yamata')]]))
    decided(await splitGame(stores, 'yamata', [{ source: 'more', dataset: 'more', key: '9' }], ADA))
    expect(await relatedOf('nioh')).toEqual([DLC, { slug: 'yamata', relation: 'remake_of' }])
  })

  test('may name a merged game by its former slug, and vanish when the two games become one', async () => {
    decided(await mergeTwoGames(stores, ['onryoki', 'yamata'], ADA))
    await override('nioh', [DLC, { slug: 'yamata', relation: 'remake_of' }])
    expect(await relatedOf('nioh')).toEqual([DLC, REMAKE])
    decided(await mergeTwoGames(stores, ['nioh', 'onryoki'], ADA))
    expect(await relatedOf('nioh')).toEqual([DLC])
  })
})

describe('relations that a person denies, by leaving them out', () => {
  test('are served for neither game, while those that are loaded later are', async () => {
    await override('nioh', [])
    expect([await relatedOf('nioh'), await relatedOf('defiant-honor')]).toEqual([[], []])
    await load(stores, LATER)
    await load(stores, LIST)
    expect(await relatedOf('nioh')).toEqual([{ slug: 'bloodshed', relation: 'has_dlc' }])
    await override('nioh', [])
    expect(await relatedOf('nioh')).toEqual([])
  })

  test('may be replaced by another relation, stated of the other game', async () => {
    await override('defiant-honor', [{ slug: 'nioh', relation: 'expansion_of' }])
    expect(await relatedOf('defiant-honor')).toEqual([{ slug: 'nioh', relation: 'expansion_of' }])
    expect(await relatedOf('nioh')).toEqual([{ slug: 'defiant-honor', relation: 'has_expansion' }])
  })

  test('hold again if they are stated later of the other game', async () => {
    await override('nioh', [])
    await override('defiant-honor', [{ slug: 'nioh', relation: 'dlc_of' }])
    expect(await relatedOf('nioh')).toEqual([DLC])
  })

  test('are those of the sources again once the overrides are undone or removed', async () => {
    const before = await catalogueHash(stores.db)
    await override('nioh', [REMAKE])
    const { data } = await override('nioh', [])
    expect(await relatedOf('nioh')).toEqual([])
    decided(await undoDecision(stores, data?.id ?? '', ADA))
    expect(await relatedOf('nioh')).toEqual([REMAKE])
    await (await curator()).v1.games({ slug: 'nioh' }).overrides({ field: 'related' }).delete()
    expect(await relatedOf('nioh')).toEqual([DLC])
    expect(await catalogueHash(stores.db)).toBe(before)
  })
})

describe('invalid relations', () => {
  const NONE: [unknown, number, string][] = [
    [null, 422, 'related must be a list'],
    [['onryoki'], 422, 'related must be a list of { slug, relation }'],
    [[{ slug: 'onryoki', relation: 'sequel_of' }], 422, 'related must use only these relations: remake_of'],
    [[{ slug: 'a\0b', relation: 'dlc_of' }], 422, 'text with NUL'],
    [[REMAKE, { ...REMAKE, relation: 'has_remake' }], 422, 'both a relation and its inverse'],
    [[{ slug: 'nioh', relation: 'dlc_of' }], 422, 'leads to the game itself'],
    [[{ slug: 'nobody', relation: 'dlc_of' }], 404, 'A slug in the value names no game'],
  ]

  test('are refused with a sentence, and nothing changes', async () => {
    const before = await catalogueHash(stores.db)
    for (const [value, status, says] of NONE)
      expect((await override('nioh', value)).error).toMatchObject({
        status,
        value: { detail: expect.stringContaining(says) },
      })
    expect(await catalogueHash(stores.db)).toBe(before)
    expect(await listDecisions(stores.db, undefined, 10)).toEqual([])
  })

  test('of a game that does not exist are refused', async () => {
    expect((await override('nobody', [])).error).toMatchObject({ status: 404, value: { code: 'no_such_game' } })
  })
})

test('relations imported before the other game is loaded are served once it is', async () => {
  await override('nioh', [REMAKE])
  await using other = await createTestStores()
  await load(other, memorySource('shop', [[game('1', 'Nioh')]]))
  await load(other, LIST)
  expect(await carryDecisions(stores, other)).toBe(1)
  expect(await relatedOf('nioh', other)).toEqual([])
  await load(other, SHOP)
  expect(await relatedOf('nioh', other)).toEqual([REMAKE])
  expect(await relatedOf('onryoki', other)).toEqual([{ slug: 'nioh', relation: 'has_remake' }])
  expect(await catalogueHash(other.db)).toBe(await catalogueHash(stores.db))
})

test('the order in which everything is loaded does not matter', async () => {
  await override('nioh', [REMAKE])
  await override('yamata', [{ slug: 'onryoki', relation: 'port_of' }])
  await using other = await createTestStores()
  await load(other, LIST)
  expect(await carryDecisions(stores, other)).toBe(2)
  await load(other, SHOP)
  expect(await catalogueHash(other.db)).toBe(await catalogueHash(stores.db))
  for (const slug of ['nioh', 'onryoki', 'yamata', 'defiant-honor'])
    expect(await relatedOf(slug, other)).toEqual((await relatedOf(slug)) ?? [])
})
