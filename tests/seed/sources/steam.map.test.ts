import { describe, expect, test } from 'bun:test'
import { join } from 'node:path'
import * as v from 'valibot'
import type { CatalogueRecord } from '#catalogue/record'
import type { Related, Relation } from '#catalogue/relation'
import { standardVocabulary } from '#catalogue/vocabulary/lookup'
import { mapSteam } from '#seed/sources/steam/map'
import { SteamRow } from '#seed/sources/steam/row'

const FIXTURES = join(import.meta.dir, '../../fixtures/steam')

const real = async (appid: string) =>
  (await Bun.file(join(FIXTURES, `appdetails_${appid}.json`)).json())[appid].data as Record<string, unknown> // safe: as saved

const PORTAL = { type: 'game', name: 'Portal 2', steam_appid: 620 }

const mapped = (row: unknown) => mapSteam(v.parse(SteamRow, row), { vocabulary: standardVocabulary })

function recordOf(fields: Record<string, unknown>): CatalogueRecord | undefined {
  const app = mapped({ ...PORTAL, ...fields })
  return app.ok ? app.record : undefined
}

const has = (what: 'dlc' | 'demo', id: string): Related => ({ relation: `has_${what}`, source: 'steam', id })

describe('a real app', () => {
  test('of 2024 has the ratings of boards, but not those of a questionnaire', async () => {
    expect(mapped(await real('570'))).toEqual({
      ok: true,
      key: '570',
      record: {
        title: 'Dota 2',
        kind: 'game',
        released: { date: '2013-07-09', precision: 'day' },
        releases: [{ platform: 'pc' }, { platform: 'mac' }, { platform: 'linux' }],
        genres: ['action', 'strategy'],
        developers: ['Valve'],
        publishers: ['Valve'],
        critics: { value: 90 },
        popularity: 501_130,
        ratings: ['kgrb', 'usk', 'agcom', 'cadpa'].map((board) => ({ board, rating: '12' })),
        summary: 'A battle of "ancients", five against five.',
        website: 'http://www.dota2.com/',
        cover: 'https://shared.akamai.steamstatic.com/store_item_assets/steam/apps/570/header.jpg?t=1727827653',
        externalIds: { steam: '570' },
        relations: [has('dlc', '1241930'), has('dlc', '652720')],
      },
    })
  })

  test('of 2018, whose required age is a text and whose requirements are []', async () => {
    const row = await real('21690')
    expect(row).toMatchObject({ required_age: '18', mac_requirements: [] })
    expect(mapped(row)).toEqual({
      ok: true,
      key: '21690',
      record: {
        title: 'Resident Evil™ 5/ Biohazard 5®',
        kind: 'game',
        released: { date: '2009-09-15', precision: 'day' },
        releases: [{ platform: 'pc' }],
        genres: ['action', 'adventure'],
        developers: ['Capcom'],
        publishers: ['Capcom'],
        critics: { value: 86 },
        popularity: 294_070,
        website: 'http://www.residentevil.com/5/',
        cover: 'http://cdn.akamai.steamstatic.com/steam/apps/21690/header.jpg?t=1485472027',
        externalIds: { steam: '21690' },
        relations: [has('dlc', '352000')],
      },
    })
  })
})

test.each<[string, CatalogueRecord['released']]>([
  ['18 Apr, 2011', { date: '2011-04-18', precision: 'day' }],
  ['Sep 5, 2024', { date: '2024-09-05', precision: 'day' }],
  ['Apr 2011', { date: '2011-04-01', precision: 'month' }],
  ['Q1 2025', { date: '2025-01-01', precision: 'quarter' }],
  ['2025', { date: '2025-01-01', precision: 'year' }],
  ['Coming soon', undefined],
  ['To be announced', undefined],
  ['2021 年 2 月 2 日', { date: '2021-02-02', precision: 'day' }],
  ['When it is done', undefined],
  ['', undefined],
])('a date of %p is %p', (date, released) => {
  expect(recordOf({ release_date: { coming_soon: false, date } })?.released).toEqual(released)
})

test.each<[string, CatalogueRecord['kind']]>([
  ['game', 'game'],
  ['dlc', 'dlc'],
  ['demo', 'demo'],
  ['mod', 'mod'],
  ['music', 'soundtrack'],
])('an app of the type %p is a %p', (type, kind) => {
  expect(recordOf({ type })?.kind).toBe(kind)
})

test.each<[string, string, unknown]>([
  ['a film', 'not_a_game', { ...PORTAL, type: 'video' }],
  ['an advertisement', 'not_a_game', { ...PORTAL, type: 'advertising' }],
  ['a device', 'not_a_game', { ...PORTAL, type: 'hardware' }],
  ['an app of a type nobody knows', 'unknown_kind', { ...PORTAL, type: 'opera' }],
  ['an app without a type', 'unknown_kind', { ...PORTAL, type: undefined }],
  ['an app without a name', 'missing_title', { ...PORTAL, name: '' }],
  ['an app the store does not show', 'unavailable', { steam_appid: 620, success: false }],
  ['an app for which the store fails', 'unanswered', { steam_appid: 620, fault: 'it answered with status 500' }],
])('%s is refused as %s', (_, code, row) => {
  expect(mapped(row)).toMatchObject({ ok: false, reject: { code } })
})

test.each<[string, Record<string, unknown>, Partial<CatalogueRecord>]>([
  ['ids of genres may be numbers', { genres: [{ id: 1, description: 'Action' }] }, { genres: ['action'] }],
  [
    'what says how it is sold or what it shows is no genre',
    { genres: ['37', '70', '71', '72', '73', '74'].map((id) => ({ id, description: 'Gore' })) },
    {},
  ],
  [
    'unknown genres are kept',
    { genres: [{ id: '57', description: 'Utilities' }] },
    { unknown: { genres: ['Utilities'] } },
  ],
  ['[] in place of objects is nothing', { platforms: [], metacritic: [], ratings: [], release_date: [] }, {}],
  ['no recommendations are no audience of nobody', { recommendations: { total: 0 } }, {}],
  ['a website that is no address of the web is none', { website: 'javascript:alert(1)' }, {}],
  ['a website that is null is none', { website: null }, {}],
  [
    'HTML becomes text',
    { short_description: '<p>Save the <b>cat</b>&nbsp;&amp; run.<br />5 < 6</p>' },
    { summary: 'Save the cat & run. 5 < 6' },
  ],
  [
    'the rating of ESRB is written as ESRB writes it, and one that is pending is none',
    { ratings: { esrb: { rating: 'e10' }, pegi: { rating: '' }, usk: null } },
    { ratings: [{ board: 'esrb', rating: 'E10+' }] },
  ],
  ['a pending rating of ESRB is none', { ratings: { esrb: { rating: 'rp' } } }, {}],
  ['a company named twice is one', { developers: ['Valve', 'Valve', ''] }, { developers: ['Valve'] }],
  ['movies may have any form', { movies: [{ webm: { 480: 'x' } }, { dash_h264: 'y' }] }, {}],
  ['a required age of 1818 is not read', { required_age: 1818 }, {}],
])('%s', (_, fields, expected) => {
  const bare = { title: 'Portal 2', kind: 'game' as const, externalIds: { steam: '620' } }
  expect(recordOf(fields)).toEqual({ ...bare, ...expected })
})

test.each<[string, Record<string, unknown>]>([
  ['an appid that is a text', { steam_appid: '620' }],
  ['a score of 101', { metacritic: { score: 101 } }],
  ['developers that are a text', { developers: 'Valve' }],
  ['a genre without a name', { genres: [{ id: '1' }] }],
  ['platforms that are a list of names', { platforms: ['windows'] }],
])('%s makes a row invalid', (_, fields) => {
  expect(v.is(SteamRow, { ...PORTAL, ...fields })).toBe(false)
})

describe('the relations of an app', () => {
  test.each<[string, Relation]>([
    ['dlc', 'dlc_of'],
    ['demo', 'demo_of'],
    ['mod', 'mod_of'],
    ['music', 'soundtrack_of'],
  ])('a %s is %s its full game, which is no id of its own', (type, relation) => {
    const app = recordOf({ type, fullgame: { appid: '400', name: 'Portal' } })
    expect(app?.relations).toEqual([{ relation, source: 'steam', id: '400' }])
    expect(app?.externalIds).toEqual({ steam: '620' })
  })

  test('of a game are the DLC and demos it lists', () =>
    expect(recordOf({ dlc: [323180], demos: [{ appid: 754730, description: '' }] })?.relations).toEqual([
      has('dlc', '323180'),
      has('demo', '754730'),
    ]))

  test.each([
    ['none', {}],
    ['empty lists', { dlc: [], demos: [], fullgame: [] }],
    ['an id that is none', { dlc: [0], demos: [{ appid: '' }] }],
    ['a full game of what is one itself', { type: 'game', fullgame: { appid: '400' } }],
  ])('%s says nothing', (_, fields) => expect(recordOf(fields)?.relations).toBeUndefined())
})
