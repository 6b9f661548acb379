import { describe, expect, test } from 'bun:test'
import type { MergeRecord } from '#catalogue/merge/golden'
import { mergeRecords } from '#catalogue/merge/merge'
import type { CatalogueRecord, SalesCount } from '#catalogue/record'
import { aRecord } from '../match/records'

const given = (from: string, fields: Partial<CatalogueRecord>, trust = 50, salesCount?: SalesCount): MergeRecord => ({
  ...aRecord(from, 'Okami', fields),
  trust,
  ...(salesCount && { salesCount }),
})

describe('copies sold are', () => {
  test('those of the world, to which copies of a region are not added, or those of all regions', () => {
    const releases = [
      { platform: 'ps2', region: '', salesCopies: 100 },
      { platform: 'ps2', region: 'jp', salesCopies: 40 },
      { platform: 'wii', region: 'eu', salesCopies: 3 },
      { platform: 'wii', region: 'us', salesCopies: 4 },
    ]
    expect(mergeRecords([given('a/1/1', { releases })]).salesCopies).toBe(107)
  })

  test('never those of one region that a list calls the world', () => {
    const world = given('a/1/1', { releases: [{ platform: 'ps2', salesCopies: 40 }] })
    const regions = [
      { platform: 'ps2', region: 'eu', salesCopies: 30 },
      { platform: 'ps2', region: 'us', salesCopies: 40 },
    ]
    const game = mergeRecords([world, given('b/1/1', { releases: regions })])
    expect(game.salesCopies).toBe(70)
    expect(game.provenance.salesCopies?.losers).toMatchObject([{ by: { source: 'a' }, value: 40, rule: 'one_region' }])
  })

  test('those of the whole game where no release has any', () =>
    expect(mergeRecords([given('a/1/1', { salesCopies: 7 })]).salesCopies).toBe(7))

  test('described: boxed or all, and on which platforms', () => {
    const boxed = given('a/1/1', { releases: [{ platform: 'wii', salesCopies: 3 }] }, 50, 'boxed')
    const also = given('a/1/2', { releases: [{ platform: 'ps2', salesCopies: 4 }] }, 50, 'boxed')
    const unsaid = given('b/1/2', { releases: [{ platform: 'switch', salesCopies: 4 }] })
    const countsOf = (...records: MergeRecord[]) => mergeRecords(records).provenance.salesCopies?.counts
    expect(countsOf(boxed, also)).toEqual({ copies: 'boxed', platforms: ['ps2', 'wii'] })
    expect(countsOf(boxed, unsaid)).toEqual({ copies: null, platforms: ['switch', 'wii'] })
    expect(countsOf(given('c/1/1', { salesCopies: 9 }, 50, 'all'))).toEqual({ copies: 'all', platforms: [] })
  })
})

describe('popularity is', () => {
  const popularity = (...records: MergeRecord[]) => {
    const game = mergeRecords(records)
    return [game.popularity, game.provenance.popularity?.rule]
  }

  test('the largest estimate, never the sum of those for several platforms', () => {
    const records = [
      given('steam/1/1', { popularity: 50 }, 90),
      given('mc/1/1', { popularity: 40 }, 10),
      given('mc/1/2', { popularity: 30 }, 10),
    ]
    expect(popularity(...records)).toEqual([50, 'largest'])
    expect(popularity(...records.slice(1))).toEqual([40, 'largest'])
    expect(popularity(...records.slice(2))).toEqual([30, 'only'])
  })

  test('the copies sold on all platforms, if they are more', () => {
    const sold = (key: string, platform: string) =>
      given(`a/1/${key}`, { popularity: 40, releases: [{ platform, salesCopies: 40 }] })
    expect(popularity(sold('1', 'ps2'), sold('2', 'wii'))).toEqual([80, 'copies'])
    expect(popularity(sold('1', 'ps2'), sold('2', 'wii'), given('b/1/1', { popularity: 70 }))).toEqual([80, 'copies'])
    expect(popularity(sold('1', 'ps2'), given('b/1/1', { popularity: 70 }))).toEqual([70, 'only'])
  })

  test('estimated from votes, and from lists that name the game: never unknown', () => {
    expect(popularity(given('a/1/1', { critics: { value: 80, votes: 100 } }))).toEqual([3500, 'votes'])
    expect(popularity(given('a/1/1', { users: { value: 80, votes: 1 } }))).toEqual([316, 'listings'])
    expect(popularity(given('a/1/1', {}), given('a/2/1', {}), given('b/1/1', {}))).toEqual([632, 'listings'])
  })
})
