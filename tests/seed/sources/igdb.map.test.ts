import { describe, expect, test } from 'bun:test'
import { join } from 'node:path'
import * as v from 'valibot'
import type { CatalogueRecord } from '#catalogue/record'
import type { Relation } from '#catalogue/relation'
import { standardVocabulary } from '#catalogue/vocabulary/lookup'
import { mapIgdb } from '#seed/sources/igdb/map'
import { IgdbRow } from '#seed/sources/igdb/row'

const BARE = { id: 7, name: 'Elite' }

const mapped = (fields: Record<string, unknown>) =>
  mapIgdb(v.parse(IgdbRow, { ...BARE, ...fields }), { vocabulary: standardVocabulary })

function recordOf(fields: Record<string, unknown>): Partial<CatalogueRecord> {
  const answer = mapped(fields)
  return answer.ok ? answer.record : {}
}

test('a game with every field is mapped completely', async () => {
  const [portal] = await Bun.file(join(import.meta.dir, '../../fixtures/igdb/games.json')).json()
  expect(mapIgdb(v.parse(IgdbRow, portal), { vocabulary: standardVocabulary })).toEqual({
    ok: true,
    key: '72',
    record: {
      title: 'Portal 2',
      kind: 'game',
      released: { date: '2011-04-19', precision: 'day' },
      releases: [
        { platform: 'pc', released: { date: '2011-04-19', precision: 'day' } },
        { platform: 'xbox-360', region: 'na', released: { date: '2011-04-19', precision: 'day' } },
        { platform: 'mac' },
      ],
      genres: ['shooter', 'puzzle'],
      tags: ['science-fiction'],
      developers: ['Valve'],
      publishers: ['Valve', 'Electronic Arts'],
      series: ['Portal'],
      alternativeNames: ['Portal II'],
      critics: { value: 92.5, votes: 14 },
      users: { value: 91.7, votes: 3000 },
      externalIds: { 'igdb-slug': 'portal-2', steam: '620' },
      ratings: [{ board: 'esrb', rating: 'E10+' }],
      summary: 'The sequel to Portal.',
      website: 'http://www.thinkwithportals.com/',
      cover: 'https://images.igdb.com/igdb/image/upload/t_cover_big/co1rs4.jpg',
    },
  })
})

test.each([
  ['main game', 0, 'game', undefined],
  ['dlc', 1, 'dlc', undefined],
  ['expansion', 2, 'expansion', undefined],
  ['bundle', 3, 'bundle', undefined],
  ['standalone expansion', 4, 'expansion', undefined],
  ['mod', 5, 'mod', undefined],
  ['episode', 6, 'dlc', undefined],
  ['season', 7, 'dlc', undefined],
  ['remake', 8, 'remake', undefined],
  ['remaster', 9, 'game', 'remaster'],
  ['expanded game', 10, 'game', 'expanded'],
  ['port', 11, 'game', undefined],
  ['fork', 12, 'mod', undefined],
  ['pack', 13, 'dlc', undefined],
  ['update', 14, 'dlc', undefined],
  ['type of later days', 99, undefined, undefined],
])('a %s (%i) is of kind %p, its edition %p, by its new name or its old one', (_, type, kind, edition) => {
  for (const said of [{ game_type: type }, { game_type: { id: type } }, { category: type }]) {
    const record = recordOf({ ...said, platforms: [6] })
    expect([record.kind, record.releases?.[0]?.edition]).toEqual([kind, edition])
  }
})

describe('an edition', () => {
  test.each([
    ['is called as its version is', { name: 'Elite', version_title: 'Gold Edition' }, 'gold'],
    ['is left to a title that names it', { name: 'Elite: Gold Edition', version_title: 'Gold' }, undefined],
    ['of a remaster is left to a title that names it', { name: 'Elite HD', game_type: 9 }, undefined],
  ])('%s', (_, fields, edition) => {
    expect(recordOf({ ...fields, platforms: [6] }).releases).toEqual([{ platform: 'pc', ...(edition && { edition }) }])
  })

  test('names the game it belongs to by id', () => {
    expect(recordOf({ version_parent: 12 }).externalIds).toEqual({ igdb: '12' })
    expect(recordOf({ version_parent: { id: 12, name: 'Elite' } }).externalIds).toEqual({ igdb: '12' })
  })
})

describe('ids elsewhere', () => {
  const external_games = (...ids: [source: number, uid: string][]) => ({
    external_games: ids.map(([external_game_source, uid]) => ({ external_game_source, uid })),
  })

  test.each([
    [
      'of shops we know',
      [
        [1, '620'],
        [5, '1207659753'],
        [26, '9f47dad590a44949b1e2eb519adc0ca1'],
        [13, '475362810'],
        [15, 'com.valve.portal'],
        [30, '252383'],
      ],
      {
        steam: '620',
        gog: '1207659753',
        epic: '9f47dad590a44949b1e2eb519adc0ca1',
        'app-store': '475362810',
        'google-play': 'com.valve.portal',
        itch: '252383',
      },
    ],
    [
      'of several, the lowest number',
      [
        [1, '1000620'],
        [1, '620'],
        [1, '621'],
      ],
      { steam: '620' },
    ],
    [
      'that are none',
      [
        [1, 'portal-2'],
        [5, ''],
        [26, 'portal-2'],
      ],
      undefined,
    ],
    [
      'of shops with one for each platform and package',
      [
        [11, '9NGN7D8GJN02'],
        [36, 'UP0006-NPUB30710_00-MASSEFFECT3HDD00'],
        [99, '1'],
      ],
      undefined,
    ],
  ] as [string, [number, string][], Record<string, string> | undefined][])('%s', (_, ids, expected) => {
    expect(recordOf(external_games(...ids)).externalIds).toEqual(expected as Record<string, string>)
  })

  test('are read by the old name of their source', () => {
    expect(recordOf({ external_games: [{ uid: '620', category: 1 }, 12] }).externalIds).toEqual({ steam: '620' })
  })
})

describe('other objects', () => {
  test('that are ids alone are resolved if ids are enough, and otherwise left out', () => {
    const ids = [1, 2]
    const record = recordOf({
      ...{ platforms: [6, 130], genres: [12, 31], involved_companies: ids, release_dates: ids, external_games: ids },
      ...{ alternative_names: ids, franchises: ids, age_ratings: ids, websites: ids, cover: 5, collections: ids },
    })
    expect(record).toEqual({
      title: 'Elite',
      releases: [{ platform: 'pc' }, { platform: 'switch' }],
      genres: ['role-playing', 'adventure'],
    })
  })

  test('that are not in the vocabulary are kept as words', () => {
    expect(
      recordOf({ platforms: [{ id: 112, name: 'Microcomputer' }, 9_999], genres: [{ name: 'Weird' }] }).unknown,
    ).toEqual({
      platforms: ['Microcomputer', 'IGDB 9999'],
      genres: ['Weird'],
    })
  })

  test.each(['javascript:alert(1)', 'no address', 'ftp://x.example'])('a website %p is none', (url) => {
    expect(recordOf({ websites: [{ url, type: 1 }] })).not.toHaveProperty('website')
  })
})

test.each([
  ['missing_title', 'name', { name: ' ' }],
  ['missing_title', 'name', { name: undefined }],
  ['erotic', 'themes', { themes: [1, 42] }],
  ['erotic', 'themes', { themes: [{ id: 42, name: 'Erotic' }] }],
  ['invalid_date', 'first_release_date', { first_release_date: 1_507_593_600_000 }],
])('a game is refused with %s of %s', (code, field, fields) => {
  expect(mapped(fields)).toMatchObject({ ok: false, reject: { code, field } })
})

test.each([
  ['an id of 0', { id: 0 }],
  ['an id that is a text', { id: '7' }],
  ['a name that is a number', { name: 7 }],
  ['a rating beyond 100', { rating: 101 }],
  ['platforms that are texts', { platforms: ['PC'] }],
])('a row with %s is none', (_, fields) => expect(v.is(IgdbRow, { ...BARE, ...fields })).toBe(false))

describe('the relations of a game', () => {
  test.each<[string, number, Relation]>([
    ['dlc', 1, 'dlc_of'],
    ['expansion', 2, 'expansion_of'],
    ['standalone expansion', 4, 'expansion_of'],
    ['mod', 5, 'mod_of'],
    ['episode', 6, 'dlc_of'],
    ['remake', 8, 'remake_of'],
    ['remaster', 9, 'remaster_of'],
    ['expanded game', 10, 'expanded_version_of'],
    ['port', 11, 'port_of'],
  ])('a %s (%i) is %s its parent, which is no id of its own', (_, game_type, relation) => {
    for (const parent_game of [12, { id: 12, name: 'Elite' }]) {
      const record = recordOf({ game_type, parent_game })
      expect(record.relations).toEqual([{ relation, source: 'igdb', id: '12' }])
      expect(record.externalIds).toBeUndefined()
    }
  })

  test('include the bundles it names', () =>
    expect(recordOf({ bundles: [3, { id: 4 }] }).relations).toEqual([
      { relation: 'in_bundle', source: 'igdb', id: '3' },
      { relation: 'in_bundle', source: 'igdb', id: '4' },
    ]))

  test.each([
    ['a main game with a parent', { game_type: 0, parent_game: 12 }],
    ['a type of later days', { game_type: 99, parent_game: 12 }],
    ['an edition, which is the game itself', { version_parent: 12 }],
    ['a DLC without a parent', { game_type: 1 }],
  ])('%s says nothing', (_, fields) => expect(recordOf(fields).relations).toBeUndefined())
})

test('the tags of a game are its themes, then its keywords, without those that are ids alone', () => {
  const [themes, keywords] = [[{ id: 18, name: 'Science fiction' }, 19], [{ id: 1, name: 'time travel' }]]
  expect(recordOf({ themes, keywords }).tags).toEqual(['science-fiction', 'time-travel'])
  expect(recordOf({ themes: [18] })).not.toHaveProperty('tags')
})
