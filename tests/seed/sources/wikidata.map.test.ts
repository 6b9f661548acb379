import { describe, expect, test } from 'bun:test'
import { join } from 'node:path'
import * as v from 'valibot'
import type { CatalogueRecord } from '#catalogue/record'
import { standardVocabulary } from '#catalogue/vocabulary/lookup'
import { mapWikidata } from '#seed/sources/wikidata/map'
import { openWikidata } from '#seed/sources/wikidata/read'
import { WikidataRow, type WikidataStatement } from '#seed/sources/wikidata/row'
import { splitWikidata } from '#seed/sources/wikidata/split'
import { readList } from './read-list'

const FIXTURE = join(import.meta.dir, '../../fixtures/wikidata/statements.json')
const LABEL: WikidataStatement = { field: 'label', value: 'Elite', language: 'en' }

const mapped = (...statements: WikidataStatement[]) =>
  mapWikidata({ id: 'Q7', statements }, { vocabulary: standardVocabulary })

function recordOf(...statements: WikidataStatement[]): Partial<CatalogueRecord> {
  const answer = mapped(LABEL, ...statements)
  return answer.ok ? answer.record : {}
}

const day = (date: string) => ({ date, precision: 'day' as const })

describe('a response', () => {
  test('gives one record per item, sorted by number', async () => {
    const content = splitWikidata(await Bun.file(FIXTURE).json(), { page: 1 })
    expect(content?.records.map(({ value }) => v.parse(WikidataRow, value).id)).toEqual([
      'Q3000',
      'Q3100',
      'Q3200',
      'Q193581',
    ])
    expect(content?.records[1]).toMatchObject({
      text: '{"id":"Q3100","statements":[{"field":"class","value":"Q7889"}]}',
      position: { page: 1, row: 1 },
    })
  })

  test('gives the same records in any order of its rows, also repeated ones', async () => {
    const body = await Bun.file(FIXTURE).json()
    const { bindings } = body.results
    const turned = { ...body, results: { bindings: [...bindings.toReversed(), ...bindings] } }
    expect(splitWikidata(turned, {})).toEqual(splitWikidata(body, {}))
  })

  test.each([
    [
      'of a list or a count',
      { head: {}, results: { bindings: [{ count: { type: 'literal', value: '7' } }] } },
      { records: [], unparsable: [] },
    ],
    ['of another API', { count: 3, results: [] }, undefined],
    ['that is a text', 'Too Many Requests', undefined],
  ])('%s holds no record', (_, body, expected) => expect(splitWikidata(body, {})).toEqual(expected))

  test('that somebody saved is read like one of the service', async () => {
    const list = await readList({ open: openWikidata, row: WikidataRow, map: mapWikidata }, FIXTURE)
    expect(list).toMatchObject({ dataset: 'list', read: 4, refused: { missing_title: 1 } })
    expect(list.accepted.find(({ key }) => key === 'Q193581')?.record).toEqual({
      title: 'Portal 2',
      kind: 'game',
      released: day('2011-04-18'),
      releases: [
        { platform: 'pc', released: day('2011-04-18') },
        { platform: 'switch', released: { date: '2022-06-01', precision: 'month' } },
        { platform: 'xbox-360', released: day('2011-04-18') },
      ],
      genres: ['platformer', 'puzzle'],
      developers: ['Valve'],
      publishers: ['Valve'],
      aboutCompanies: [{ name: 'Valve', also: ['Valve Corporation'] }],
      series: ['Portal'],
      alternativeNames: ['Portal II', 'Portal Deux'],
      externalIds: {
        ...{ steam: '620', igdb: '72', 'rawg-slug': 'portal-2', 'gog-slug': 'portal_2', giantbomb: '21662' },
      },
      unknown: { genres: ['dystopian fiction'] },
    })
  })
})

describe('a name', () => {
  const label = (language: string, value: string): WikidataStatement => ({ field: 'label', value, language })

  test.each<[string, WikidataStatement[], string | undefined, string[] | undefined]>([
    [
      'in English is the title, the French one is kept',
      [label('fr', 'Le Jeu'), label('en', 'The Game')],
      'The Game',
      ['Le Jeu'],
    ],
    [
      'that is the same everywhere comes before French',
      [label('fr', 'Le Jeu'), label('mul', 'Game')],
      'Game',
      ['Le Jeu'],
    ],
    ['in French alone is the title', [label('fr', 'Le Jeu')], 'Le Jeu', undefined],
    ['of aliases alone is none', [{ field: 'alias', value: 'The Game', language: 'en' }], undefined, undefined],
    [
      'is not repeated by an alias',
      [label('en', 'The Game'), { field: 'alias', value: 'The Game', language: 'fr' }],
      'The Game',
      undefined,
    ],
  ])('%s', (_, statements, title, others) => {
    const answer = mapped(...statements)
    const { title: found, alternativeNames } = answer.ok ? answer.record : { title: undefined }
    expect([found, alternativeNames]).toEqual([title, others])
    if (!answer.ok) expect(answer.reject).toMatchObject({ code: 'missing_title', field: 'label' })
  })
})

test.each<[string[], string | undefined]>([
  [['Q7889'], 'game'],
  [['Q7889', 'Q4393107'], 'remake'],
  [['Q65963104', 'Q7889'], 'game'],
  [['Q209163'], 'expansion'],
  [['Q1066707', 'Q7889'], 'dlc'],
  [['Q16070115'], 'bundle'],
  [['Q865493'], 'mod'],
  [['Q1755420'], 'demo'],
  [['Q999'], undefined],
])('an instance of %p is of kind %p', (classes, kind) => {
  expect(recordOf(...classes.map((value) => ({ field: 'class', value }))).kind).toBe(kind as CatalogueRecord['kind'])
})

test('a remaster is an edition on its platforms, unless its title says so', () => {
  const remaster = [
    { field: 'class', value: 'Q65963104' },
    { field: 'platform', value: 'Amiga', entity: 'Q1', language: 'en' },
  ]
  expect(recordOf(...remaster).releases).toEqual([{ platform: 'amiga', edition: 'remaster' }])
  const named = mapped({ ...LABEL, value: 'Elite HD' }, ...remaster)
  expect(named.ok && named.record.releases).toEqual([{ platform: 'amiga' }])
})

test.each([
  [11, '1998-11-23T00:00:00Z', day('1998-11-23')],
  [10, '1998-11-01T00:00:00Z', { date: '1998-11-01', precision: 'month' }],
  [9, '1998-01-01T00:00:00Z', { date: '1998-01-01', precision: 'year' }],
  [8, '1990-01-01T00:00:00Z', undefined],
  [11, '-0044-03-15T00:00:00Z', undefined],
  [11, '1998-02-30T00:00:00Z', undefined],
])('a date of precision %i that says %s is %p', (precision, value, expected) => {
  expect(recordOf({ field: 'released', value, precision }).released).toEqual(expected as CatalogueRecord['released'])
})

test('of several dates the earliest counts, of one year the most precise', () => {
  const dates = [
    { field: 'released', value: '1999-01-01T00:00:00Z', precision: 11 },
    { field: 'released', value: '1998-01-01T00:00:00Z', precision: 9 },
    { field: 'released', value: '1998-11-23T00:00:00Z', precision: 11 },
  ]
  expect(recordOf(...dates).released).toEqual(day('1998-11-23'))
})

test.each<[string, string[], Record<string, string> | undefined]>([
  ['steam', ['104600', '620'], { steam: '620' }],
  ['steam', ['app/620'], undefined],
  ['igdb-slug', ['portal-2'], { 'igdb-slug': 'portal-2' }],
  ['rawg-slug', ['portal-2'], { 'rawg-slug': 'portal-2' }],
  ['gog-slug', ['game/portal_2'], { 'gog-slug': 'portal_2' }],
  ['gog-slug', ['movie/portal'], undefined],
  ['epic-slug', ['portal-2'], { 'epic-slug': 'portal-2' }],
  ['itch-url', ['https://someone.itch.io/game'], { 'itch-url': 'https://someone.itch.io/game' }],
  ['microsoft', ['bzxjrkwcrqg8'], { microsoft: 'BZXJRKWCRQG8' }],
  ['playstation', ['UP9000-CUSA00419_00-ABC'], { playstation: 'UP9000-CUSA00419_00-ABC' }],
  ['google-play', ['com.valve.portal'], { 'google-play': 'com.valve.portal' }],
  ['giantbomb', ['3030-21662'], { giantbomb: '21662' }],
  ['anything', ['7'], undefined],
])('the ids %s %p become %p', (field, values, expected) => {
  expect(recordOf(...values.map((value) => ({ field, value }))).externalIds).toEqual(expected as Record<string, string>)
})

test.each([
  ['action game', ['action']],
  ['role-playing video game', ['role-playing']],
  ['action role-playing game', ['role-playing']],
  ['first-person shooter', ['shooter']],
  ['massively multiplayer online game', ['massively-multiplayer']],
  ['real-time strategy', ['strategy']],
  ['survival horror', undefined],
])('the genre %s is %p', (value, genres) => {
  expect(recordOf({ field: 'genre', value, entity: 'Q1', language: 'en' }).genres).toEqual(genres as string[])
})

test('what is stated about companies: names in other languages, aliases, and the owner', () => {
  const stated = [
    { field: 'developer', value: 'Rockstar North', entity: 'Q1', language: 'en' },
    { field: 'developer', value: 'Rockstar du Nord', entity: 'Q1', language: 'fr' },
    { field: 'publisher', value: 'Rockstar Games', entity: 'Q2', language: 'en' },
    { field: 'publisher', value: 'Nobody else', entity: 'Q3', language: 'en' },
    { field: 'companyAlias', value: 'DMA Design', entity: 'Q1', language: 'en' },
    { field: 'companyAlias', value: 'x'.repeat(301), entity: 'Q1', language: 'en' },
    { field: 'companyParent', value: 'Take-Two Interactive', entity: 'Q2', language: 'en' },
  ]
  expect(recordOf(...stated)).toMatchObject({
    developers: ['Rockstar North'],
    aboutCompanies: [
      { name: 'Rockstar North', also: ['DMA Design', 'Rockstar du Nord'] },
      { name: 'Rockstar Games', parent: 'Take-Two Interactive' },
    ],
  })
})

test('a company is named once, in English where it has an English name', () => {
  const names = [
    { field: 'developer', value: 'Société A', entity: 'Q1', language: 'fr' },
    { field: 'developer', value: 'Company A', entity: 'Q1', language: 'en' },
    { field: 'developer', value: 'Société B', entity: 'Q2', language: 'fr' },
  ]
  expect(recordOf(...names).developers).toEqual(['Company A', 'Société B'])
})
