import { describe, expect, test } from 'bun:test'
import { join } from 'node:path'
import * as v from 'valibot'
import type { CatalogueRecord } from '#catalogue/record'
import { standardVocabulary } from '#catalogue/vocabulary/lookup'
import { GENRE_BY_ID, PLATFORM_BY_ID } from '#seed/sources/igdb/ids'
import { judgeIgdb } from '#seed/sources/igdb/judge'
import { mapIgdb } from '#seed/sources/igdb/map'
import { IgdbRow } from '#seed/sources/igdb/row'

const BARE = { id: 7, name: 'Elite' }

const mapped = (fields: Record<string, unknown>) =>
  mapIgdb(v.parse(IgdbRow, { ...BARE, ...fields }), { vocabulary: standardVocabulary })

function recordOf(fields: Record<string, unknown>): Partial<CatalogueRecord> {
  const answer = mapped(fields)
  return answer.ok ? answer.record : {}
}

const day = (date: string) => ({ date, precision: 'day' })

test('a game with every field is mapped whole', async () => {
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
  ['fork', 12, 'game', undefined],
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

  test('names the game it is one of by its id', () => {
    expect(recordOf({ version_parent: 12 }).externalIds).toEqual({ igdb: '12' })
    expect(recordOf({ version_parent: { id: 12, name: 'Elite' } }).externalIds).toEqual({ igdb: '12' })
  })
})

describe('a date', () => {
  test.each([
    ['as it is written', { human: 'Jan 01, 2020', date: 0 }, day('2020-01-01')],
    ['a quarter as it is written', { human: 'Q3 2020' }, { date: '2020-07-01', precision: 'quarter' }],
    ['none where it is to be determined', { human: 'TBD', date: 1_577_836_800, y: 2020 }, undefined],
    ['a day by its format', { human: '2004-Mar-19', date: 1_079_654_400, category: 0 }, day('2004-03-19')],
    [
      'a month by its format',
      { date: 1_079_654_400, date_format: { id: 1 } },
      { date: '2004-03-01', precision: 'month' },
    ],
    ['a year by its format', { date: 1_079_654_400, date_format: 2 }, { date: '2004-01-01', precision: 'year' }],
    ['a quarter by its format', { date: 1_079_654_400, date_format: 3 }, { date: '2004-01-01', precision: 'quarter' }],
    ['the year where no more is said', { date: 1_079_654_400, y: 2004 }, { date: '2004-01-01', precision: 'year' }],
  ])('of a release is %s', (_, date, expected) => {
    const { releases, released } = recordOf({ release_dates: [{ platform: { name: 'Amiga' }, ...date }] })
    expect(releases).toEqual([{ platform: 'amiga', ...(expected && { released: expected }) }] as typeof releases)
    expect(released).toEqual(expected as typeof released)
  })

  test.each([
    ['a day', 1_474_416_000, day('2016-09-21')],
    ['the year, on its last day', 1_514_678_400, { date: '2017-01-01', precision: 'year' }],
    ['the quarter, on its last day', 1_467_244_800, { date: '2016-04-01', precision: 'quarter' }],
    ['the month, on its last day', 1_456_704_000, { date: '2016-02-01', precision: 'month' }],
  ])('of a first release alone is %s', (_, seconds, expected) => {
    expect(recordOf({ first_release_date: seconds }).released).toEqual(expected as CatalogueRecord['released'])
  })

  test('of several on one platform and region is the earliest, those that never came left out', () => {
    const on = (human: string, more = {}) => ({ platform: 6, release_region: 5, human, ...more })
    const release_dates = [on('2021'), on('Mar 02, 2020'), on('Jan 01, 2019', { status: { id: 5, name: 'Cancelled' } })]
    expect(recordOf({ release_dates }).releases).toEqual([
      { platform: 'pc', region: 'jp', released: { date: '2020-03-02', precision: 'day' } },
    ])
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

  test('by the old name of their source', () => {
    expect(recordOf({ external_games: [{ uid: '620', category: 1 }, 12] }).externalIds).toEqual({ steam: '620' })
  })
})

describe('other objects', () => {
  test('that came as ids are told where ids are enough, and otherwise left open', () => {
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

  test('that the vocabulary does not hold are kept by their words', () => {
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

  test('every id means something of the vocabulary', () => {
    const strangers = [...PLATFORM_BY_ID.values()].filter((slug) => standardVocabulary.platform(slug)?.slug !== slug)
    expect(
      strangers.concat([...GENRE_BY_ID.values()].filter((slug) => standardVocabulary.genre(slug)?.slug !== slug)),
    ).toEqual([])
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

test.each<[number, string, string | undefined]>([
  [400, '[{"title":"Syntax Error","status":400}]', 'it does not understand the query (status 400)'],
  [400, '{"title":"Invalid Field","status":400,"cause":"no such field: cover.image_id"}', 'the field "cover.image_id"'],
  [400, '[{"title":"Invalid Field","cause":"image_id"}]', 'the field "cover.image_id"'],
  [400, '[{"title":"Invalid Field","cause":"<script>"}]', 'it no longer has a field that this version asks for'],
  [401, '{"message":"Authorization Failure. Have you tried:"}', 'IGDB_CLIENT_ID and IGDB_CLIENT_SECRET'],
  [403, '[{"title":"Forbidden","cause":"maximum 500"}]', 'it refuses what was asked, or how much at once'],
  [404, '{"title":"Endpoint not found"}', 'no longer where it was'],
  [429, '{"message":"Too Many Requests"}', undefined],
  [200, '[]', undefined],
])('%i %s means %p', (status, text, says) => {
  const judged = judgeIgdb(status, text)
  expect(judged?.fault ?? '').toContain(says ?? '')
  expect(judged?.again).toBe(says === undefined ? undefined : false)
  expect(judged?.fault ?? '').not.toContain('<')
})
