import { describe, expect, test } from 'bun:test'
import * as v from 'valibot'
import { splitSteamSpyCompanies } from '#seed/sources/steamspy/companies'
import { mapSteamspy } from '#seed/sources/steamspy/map'
import { SteamspyRow } from '#seed/sources/steamspy/row'

const PORTAL = { appid: 620, name: 'Portal 2', developer: 'Valve', publisher: 'Valve', positive: 0, negative: 0 }

const aRow = (fields: Record<string, unknown>): SteamspyRow => v.parse(SteamspyRow, { ...PORTAL, ...fields })

function recordOf(fields: Record<string, unknown>) {
  const mapped = mapSteamspy(aRow(fields))
  return mapped.ok ? mapped.record : undefined
}

describe('a row', () => {
  test.each<[string, Record<string, unknown>]>([
    ['prices that are null', { price: null, initialprice: null, discount: null }],
    ['a rank that is empty', { score_rank: '' }],
    ['a rank that is a number', { score_rank: 100 }],
    ['a rank that is a text', { score_rank: '98' }],
    ['companies that are null', { developer: null, publisher: null }],
    ['fields nobody knows', { tags: [], genre: 'Action' }],
  ])('is accepted with %s', (_, fields) => {
    expect(v.is(SteamspyRow, { ...PORTAL, ...fields })).toBe(true)
  })

  test.each<[string, Record<string, unknown>]>([
    ['an appid of 0', { appid: 0 }],
    ['an appid that is a text', { appid: '620' }],
    ['a negative number of reviews', { positive: -1 }],
    ['half a review', { negative: 0.5 }],
    ['no number of reviews', { positive: undefined }],
    ['a name that is a number', { name: 620 }],
    ['tags without votes', { tags: ['VR'] }],
  ])('is refused with %s', (_, fields) => {
    expect(v.is(SteamspyRow, { ...PORTAL, ...fields })).toBe(false)
  })
})

describe('a game', () => {
  test('has its appid as key and as Steam id, and PC as platform', () => {
    expect(mapSteamspy(aRow({}))).toEqual({
      ok: true,
      key: '620',
      record: {
        title: 'Portal 2',
        releases: [{ platform: 'pc' }],
        externalIds: { steam: '620' },
        developers: ['Valve'],
        publishers: ['Valve'],
      },
    })
  })

  test('has the tags of its players, most votes first', () => {
    expect(recordOf({ tags: { Puzzle: 9, 'Co-op': 21, 'Great Soundtrack': 9 } })?.tags).toEqual([
      'co-op',
      'puzzle',
      'great-soundtrack',
    ])
    expect(recordOf({ tags: [] })).not.toHaveProperty('tags')
  })

  test('has the share of positive reviews as its score, with one decimal and the number of votes', () => {
    expect(recordOf({ positive: 46753, negative: 2153 })?.users).toEqual({ value: 95.6, votes: 48906, isShare: true })
    expect(recordOf({ positive: 0, negative: 1 })?.users).toEqual({ value: 0, votes: 1, isShare: true })
  })

  test('has a popularity of 35 players per review, whatever its range of owners says', () => {
    expect(recordOf({ positive: 1, negative: 1, owners: '2,000,000 .. 5,000,000' })?.popularity).toBe(70)
  })

  test('without reviews has neither score nor popularity', () => {
    expect(recordOf({})).not.toHaveProperty('users')
    expect(recordOf({})).not.toHaveProperty('popularity')
  })

  test.each([[null], [''], ['  '], ['none']])('named %p is refused for its missing title', (name) => {
    expect(mapSteamspy(aRow({ name }))).toMatchObject({ ok: false, reject: { code: 'missing_title', field: 'name' } })
  })

  test('that is really called "None" or "Unknown" keeps its title', () => {
    expect([recordOf({ name: 'NONE' })?.title, recordOf({ name: 'Unknown' })?.title]).toEqual(['NONE', 'Unknown'])
  })

  test('has no empty list of companies', () => {
    expect(recordOf({ developer: 'none', publisher: null })).toEqual({
      title: 'Portal 2',
      releases: [{ platform: 'pc' }],
      externalIds: { steam: '620' },
    })
  })
})

test.each<[string, string[]]>([
  ['Nicalis, Inc., Studio Pixel', ['Nicalis, Inc.', 'Studio Pixel']],
  ['CAPCOM Co., Ltd.', ['CAPCOM Co., Ltd.']],
  ['KOEI TECMO GAMES CO., LTD., Nioh', ['KOEI TECMO GAMES CO., LTD.', 'Nioh']],
  ['DM Games Pty Ltd,, Gamera Games, ORENDA Inc.', ['DM Games Pty Ltd', 'Gamera Games', 'ORENDA Inc.']],
  ['Player Of Music Technology Co.,Ltd', ['Player Of Music Technology Co.,Ltd']],
  ['Pacific Investment and Consulting, Pte. Ltd.', ['Pacific Investment and Consulting, Pte. Ltd.']],
  ['Fatbot Games, s. r. o.', ['Fatbot Games, s. r. o.']],
  ['Reflections, a Ubisoft Studio', ['Reflections, a Ubisoft Studio']],
  ['SEGA, Feral Interactive (Mac), Feral Interactive (Linux)', ['SEGA', 'Feral Interactive']],
  ['Aspyr (Mac, Linux), 2K', ['Aspyr', '2K']],
  ['Midori Games / みどりげーむず', ['Midori Games / みどりげーむず']],
  ['38,9_Degrees', ['38,9_Degrees']],
  ['Henchman &amp; Goon', ['Henchman & Goon']],
  ['Valve, Valve', ['Valve']],
  ['none', []],
  ['', []],
])('the companies of %p are %p', (list, companies) => {
  expect(splitSteamSpyCompanies(list)).toEqual(companies)
})
