import { describe, expect, test } from 'bun:test'
import { join } from 'node:path'
import * as v from 'valibot'
import type { CatalogueRecord } from '#catalogue/record'
import { standardVocabulary } from '#catalogue/vocabulary/lookup'
import { mapRawg } from '#seed/sources/rawg/map'
import { RawgRow } from '#seed/sources/rawg/row'

const FIXTURES = join(import.meta.dir, '../../fixtures/rawg')
const { results } = await Bun.file(join(FIXTURES, 'games.json')).json()
const alone = await Bun.file(join(FIXTURES, 'game.json')).json()

const mapped = (row: unknown) => mapRawg(v.parse(RawgRow, row), { vocabulary: standardVocabulary })

function recordOf(fields: Record<string, unknown>): CatalogueRecord | undefined {
  const game = mapped({ id: 1, name: 'Elite', playtime: 0, ...fields })
  return game.ok ? game.record : undefined
}

const on = (...platforms: string[]) => platforms.map((platform) => ({ platform }))
const day = (date: string) => ({ date, precision: 'day' as const })
const cover = (path: string) => `https://media.rawg.io/media/${path}.jpg`

describe('a real game of a list', () => {
  test.each<[string, string, CatalogueRecord]>([
    [
      'copied dates across generations are those of no platform',
      '3498',
      {
        title: 'Grand Theft Auto V',
        released: day('2013-09-17'),
        releases: on('pc', 'ps5', 'xbox-series', 'ps4', 'ps3', 'xbox-360', 'xbox-one'),
        genres: ['action'],
        users: { value: 89.4, votes: 7039 },
        popularity: 28_156_000,
        critics: { value: 92 },
        ratings: [{ board: 'esrb', rating: 'M' }],
        cover: cover('games/20a/20aa03a10cda45239fe22d035c0ebe64'),
        externalIds: { 'rawg-slug': 'grand-theft-auto-v' },
        tags: ['singleplayer'],
      },
    ],
    [
      'a date that differs is that of its platform, and no rating of ESRB is none',
      '766',
      {
        title: 'Warframe',
        released: day('2013-03-25'),
        releases: [
          { platform: 'ios', released: day('2024-02-20') },
          ...on('xbox-series', 'ps5', 'ps4', 'xbox-one', 'switch', 'pc'),
        ],
        genres: ['action', 'shooter', 'role-playing', 'massively-multiplayer'],
        users: { value: 68.4, votes: 2080 },
        popularity: 8_320_000,
        critics: { value: 73 },
        cover: cover('games/f87/f87457e8347484033cb34cde6101d08d'),
        externalIds: { 'rawg-slug': 'warframe' },
        tags: ['singleplayer'],
      },
    ],
    [
      'no score of Metacritic is none',
      '19103',
      {
        title: 'Half-Life 2: Lost Coast',
        released: day('2005-10-27'),
        releases: on('mac', 'linux', 'pc'),
        genres: ['action'],
        users: { value: 69, votes: 1158 },
        popularity: 4_632_000,
        ratings: [{ board: 'esrb', rating: 'M' }],
        cover: cover('games/b7b/b7b8381707152afc7d91f5d95de70e39'),
        externalIds: { 'rawg-slug': 'half-life-2-lost-coast' },
        tags: ['singleplayer'],
      },
    ],
  ])('%s', (_, key, record) => {
    expect(mapped(results.find(({ id }: { id: number }) => String(id) === key))).toEqual({ ok: true, key, record })
  })
})

test('a game alone has its companies, other names, website and its text without the translation', () => {
  expect(mapped(alone)).toMatchObject({
    key: '3498',
    record: {
      developers: ['Rockstar North', 'Rockstar Games'],
      publishers: ['Rockstar Games'],
      alternativeNames: ['GTA 5', 'GTA V', 'GTA5', 'GTAV'],
      website: 'http://www.rockstargames.com/V/',
      summary: 'A robbery in three voices.',
    },
  })
})

test('a game of a search, which has fewer fields, is accepted', () => {
  const slim = {
    slug: 'elite',
    name: 'Elite',
    playtime: 2,
    platforms: [{ platform: { id: 4, name: 'PC', slug: 'pc' } }],
    stores: [{ store: { id: 1, name: 'Steam', slug: 'steam' } }],
    released: '1984-09-20',
    tba: false,
    rating: 4.1,
    score: '24.13',
    id: 7,
    esrb_rating: { id: 2, name: 'Everyone 10+', slug: 'everyone-10-plus', name_en: 'Everyone 10+', name_ru: '10+' },
  }
  expect(mapped(slim)).toEqual({
    ok: true,
    key: '7',
    record: {
      title: 'Elite',
      released: day('1984-09-20'),
      releases: on('pc'),
      ratings: [{ board: 'esrb', rating: 'E10+' }],
      externalIds: { 'rawg-slug': 'elite' },
    },
  })
})

describe('a value', () => {
  test.each<[string, Record<string, unknown>, Partial<CatalogueRecord>]>([
    ['tba outweighs a date', { tba: true, released: '2027-12-31' }, {}],
    ['no date is none', { released: null, tba: false }, {}],
    [
      'a platform may have a date where the game has none',
      { released: null, platforms: [{ platform: { name: 'PC' }, released_at: '1984-09-20' }] },
      { releases: [{ platform: 'pc', released: day('1984-09-20') }] },
    ],
    ['a rating of 0 is no rating, but somebody played it', { rating: 0, ratings_count: 2 }, { popularity: 8_000 }],
    ['a rating without votes is none', { rating: 4.5, ratings_count: 0 }, {}],
    ['a pending rating of ESRB is none', { esrb_rating: { slug: 'rating-pending' } }, {}],
    ['lists that are null are empty', { platforms: null, stores: null, genres: null }, {}],
    [
      'unknown platforms and genres are kept, never guessed',
      { platforms: [{ platform: { name: 'Commodore / Amiga' } }], genres: [{ name: 'Auto Battler' }] },
      { unknown: { platforms: ['Commodore / Amiga'], genres: ['Auto Battler'] } },
    ],
    [
      'an id of Steam stands in the address of its page there',
      { stores: [{ url: '' }, { url: 'https://store.steampowered.com/app/271590/GTA_V/' }] },
      { externalIds: { steam: '271590' } },
    ],
    ['no id is taken from anywhere else', { stores: [{ id: 290375, store: { id: 1, slug: 'steam' } }] }, {}],
    ['a cover that is no address of the web is none', { background_image: 'javascript:alert(1)' }, {}],
  ])('%s', (_, fields, expected) => {
    expect(recordOf(fields)).toEqual({ title: 'Elite', ...expected })
  })

  test.each<[string, string, Record<string, unknown>]>([
    ['no name', 'missing_title', { name: ' ' }],
    ['a day that no calendar has', 'invalid_date', { released: '2019-02-30' }],
  ])('%s is refused as %s', (_, code, fields) => {
    expect(mapped({ id: 1, name: 'Elite', playtime: 0, ...fields })).toMatchObject({ ok: false, reject: { code } })
  })

  test.each<[string, Record<string, unknown>]>([
    ['an id that is a text', { id: '1' }],
    ['a rating of 6', { rating: 6 }],
    ['a score of 101', { metacritic: 101 }],
    ['a company or genre in its place, which has no playtime', { playtime: undefined, games_count: 28 }],
    ['platforms that are a text', { platforms: 'PC' }],
    ['a name that is a number', { name: 7 }],
  ])('%s makes a row invalid', (_, fields) => {
    expect(v.is(RawgRow, { id: 1, name: 'Elite', playtime: 0, ...fields })).toBe(false)
  })
})

test('the tags of a game are words of players in English, without shop features', () => {
  const tag = (name: string, language: string | null = 'eng') => ({ name, slug: 'x', language })
  const tags = [tag('Open World'), tag('Steam Achievements'), tag('открытый мир', 'rus'), tag('Funny', null)]
  expect(recordOf({ tags })?.tags).toEqual(['open-world', 'funny'])
  expect(recordOf({ tags: null })).not.toHaveProperty('tags')
})
