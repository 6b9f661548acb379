import { safeParse } from 'valibot'
import { valueAt } from '#catalogue/list/cells/cell'
import { dateReader } from '#catalogue/list/cells/date-pattern'
import { readFigure } from '#catalogue/list/cells/figure'
import { itemsOfList } from '#catalogue/list/cells/list-text'
import { isDatePattern, typeOfField } from '#catalogue/list/cells/mapping-syntax'
import { ownScaleOf } from '#catalogue/list/cells/own-scale'
import { namesOfPrintedObjects } from '#catalogue/list/cells/printed-value'
import { isFlag } from '#catalogue/list/cells/read-list'
import { sizeOf } from '#catalogue/list/cells/units'
import { headingWords, isTitleHeading } from '#catalogue/list/columns/headings'
import { standardVocabulary } from '#catalogue/vocabulary/lookup'
import { hasSeveralStatements, withoutEnd } from '#seed/databases/statement'
import { parseDeclared } from '#seed/declared/config'
import { parseLocatedJson } from '#seed/declared/located-json'
import { isShortened } from '#seed/declared/read-id'
import { declaredSource } from '#seed/declared/source'
import { findDecimal } from '#seed/infer/decimal'
import { draftEntry } from '#seed/infer/draft'
import { namesWithoutHeader, refuseLongListing } from '#seed/infer/headless'
import { isByColumns, likelyLists } from '#seed/infer/json-lists'
import { findOddRows } from '#seed/infer/odd-rows'
import { SOURCES } from '#seed/sources/index'
import { KNOWN_LISTS, missingColumns, nearestKnownList, recogniseList } from '#seed/sources/shared/known-lists'
import { splitSteamSpyCompanies } from '#seed/sources/steamspy/companies'
import { platformOfCode } from '#seed/sources/vgsales/platform-codes'
import { repairVgsales } from '#seed/sources/vgsales/repair'
import { readNote } from '#seed/sources/vgsales/sales-note'
import { genreOf } from '#seed/sources/wikidata/genres'
import { itemNumber } from '#seed/sources/wikidata/split'
import { partOf, piecesOf, type TextFunction } from './text-function'

const CONVERSIONS = [{ column: 'a', split: ',' }, { column: 'a', words: true as const }, { column: 'a' }]
const entryOf = (map: object) =>
  parseDeclared(
    JSON.stringify({ sources: [{ name: 'declared', format: 'csv', key: 'k', map: { title: 'a', ...map } }] }),
    'file',
    [],
  )[0]

const DECLARED_MAPS = [
  ...CONVERSIONS.map((list) => ({
    platforms: list,
    genres: list,
    developers: list,
    tags: list,
    alternativeNames: list,
  })),
  {
    released: { column: 'a', date: ['D MMM YYYY', 'X'] },
    summary: 'a',
    website: 'a',
    kind: 'a',
    'externalIds.gog': 'a',
  },
  {
    year: { column: 'a', number: true },
    popularity: { column: 'a', number: 2 },
    salesCopies: 'a',
    votes: 'a',
    'score.users': 'a',
  },
]

const declared = DECLARED_MAPS.flatMap((map) => {
  const entry = entryOf(map)
  return entry ? [declaredSource(entry, '.')] : []
})

const knownRow = (columns: readonly string[], text: string) => Object.fromEntries(columns.map((name) => [name, text]))

/** Rows of the API sources in which every text is the given one. */
const API_ROWS: Record<string, (text: string) => object> = {
  rawg: (name) => ({
    ...{ id: 1, slug: name, name, released: name, description_raw: name, website: name, background_image: name },
    ...{
      platforms: [{ platform: { id: 1, name, slug: name }, released_at: name }],
      genres: [{ name }],
      tags: [{ name }],
    },
    ...{ developers: [{ name }], publishers: [{ name }], alternative_names: [name], stores: [{ url: name }] },
  }),
  steam: (name) => ({
    ...{ steam_appid: 1, type: 'game', name, short_description: name, website: name, header_image: name },
    ...{
      developers: [name],
      publishers: [name],
      release_date: { date: name },
      genres: [{ id: '1', description: name }],
    },
    ratings: { esrb: { rating: name }, [name]: { rating: name } },
  }),
  steamspy: (name) => ({
    appid: 1,
    name,
    developer: name,
    publisher: name,
    genre: name,
    languages: name,
    owners: name,
    tags: { [name]: 1 },
  }),
  igdb: (name) => ({
    ...{ id: 1, name, slug: name, summary: name, url: name, genres: [{ id: 1, name }], platforms: [{ id: 1, name }] },
    ...{
      alternative_names: [{ id: 1, name }],
      release_dates: [{ id: 1, human: name }],
      websites: [{ id: 1, url: name }],
    },
    external_games: [{ id: 1, uid: name, category: 15 }],
  }),
  wikidata: (value) => ({
    id: 'Q1',
    statements: [
      'label',
      'alias',
      'platform',
      'genre',
      'developer',
      'series',
      'released',
      'itch-url',
      'google-play',
      'nintendo',
    ].map((field) => ({ field, value, language: 'en', entity: value })),
  }),
}

const context = { vocabulary: standardVocabulary } as const

function mapRow(name: string, row: unknown): unknown {
  const source = SOURCES.find((known) => known.name === name)
  const parsed = source && safeParse(source.row, row)
  return parsed?.success ? source?.map(parsed.output, context as never) : parsed
}

/** Mappings of rows, and the parsers of declared sources. */
export const MAPPING: TextFunction[] = [
  ...Object.entries(API_ROWS).map(
    ([name, rowOf]): TextFunction => [`map of ${name}`, (text) => mapRow(name, rowOf(text))],
  ),
  ...KNOWN_LISTS.map(
    ({ source, dataset, columns }): TextFunction => [
      `map of ${dataset}`,
      (text) => mapRow(source, knownRow(columns, text)),
    ],
  ),
  ...declared.map(
    (source): TextFunction => ['declaredSource', (text) => source.map({ k: '1', a: text }, context as never)],
  ),
  [
    'hasSeveralStatements',
    (text) => (['postgres', 'mysql', 'sqlite'] as const).map((format) => hasSeveralStatements(text, format)),
  ],
  ['withoutEnd', withoutEnd],
  ['parseDeclared', (text) => attempt(() => parseDeclared(text, 'file', []))],
  [
    'parseDeclared',
    (text) =>
      attempt(() =>
        parseDeclared(
          JSON.stringify({
            sources: [
              { name: text, map: Object.fromEntries(piecesOf(partOf(text)).map((piece, at) => [piece + at, 'a'])) },
            ],
          }),
          'file',
          [],
        ),
      ),
  ],
  ['parseLocatedJson', (text) => attempt(() => parseLocatedJson(text, 'file'))],
  [
    'parseLocatedJson',
    (text) =>
      parseLocatedJson(
        `{${piecesOf(text)
          .map(() => '"a":1')
          .join(',\n')}}`,
        'file',
      ),
  ],
  ['dateReader', dateReader(['D MMM YYYY', 'YYYY/MM/DD', 'X', 'x'])],
  ['sizeOf', sizeOf],
  ['findDecimal', (text) => findDecimal([text])],
  ['readFigure', (text) => [readFigure(text, undefined), readFigure(text, true)]],
  ['itemsOfList', (text) => [itemsOfList(text), itemsOfList(`[${text}]`), itemsOfList(`['${text}']`)]],
  ['ownScaleOf', (text) => [ownScaleOf(text), ownScaleOf(`★${text}`), ownScaleOf(`8/10 ${text}`)]],
  ['isShortened', (text) => [isShortened(text), isShortened(`7.${text}`)]],
  ['isFlag', isFlag],
  [
    'namesOfPrintedObjects',
    (text) => [text, `[{'name': '${text}'}]`, `[{"name": ${JSON.stringify(text)}}]`].map(namesOfPrintedObjects),
  ],
  ['namesWithoutHeader', (text) => [namesWithoutHeader([text]), namesWithoutHeader([text, text])]],
  ['refuseLongListing', (text) => attempt(() => refuseLongListing('file', [text, `-rw-r--r--${text}`]))],
  [
    'findOddRows',
    (text) =>
      findOddRows(
        [
          { a: text, b: 'b' },
          { a: text, b: '1' },
          { a: `Total ${text}`, b: '' },
        ],
        'a',
      ),
  ],
  ['typeOfField', (text) => typeOfField(`externalIds.${text}`)],
  ['isDatePattern', isDatePattern],
  ['valueAt', (text) => valueAt({ a: { b: 1 } }, text)],
  [
    'draftEntry',
    (text) =>
      draftEntry(
        {
          file: 'a',
          format: 'csv',
          rows: [{ title: `A ${text}`, [text]: text, platforms: text, released: text, score: text, '@key': '1' }],
        },
        'a',
        standardVocabulary,
      ),
  ],
  ['headingWords', headingWords],
  ['isTitleHeading', isTitleHeading],
  ['isByColumns', (text) => [isByColumns(text), isByColumns(`{"a":{"0":${JSON.stringify(text)}}}`)]],
  ['likelyLists', (text) => [likelyLists(text), likelyLists(`{"a":[{${text}`)]],
  ['recogniseList', (text) => recogniseList(piecesOf(text))],
  ['nearestKnownList', (text) => nearestKnownList(piecesOf(text))],
  ['missingColumns', (text) => KNOWN_LISTS.map((list) => missingColumns(list, [text]))],
  ['splitSteamSpyCompanies', splitSteamSpyCompanies],
  ['platformOfCode', platformOfCode],
  ['repairVgsales', (text) => repairVgsales([text], text, knownColumns())],
  ['readNote', readNote],
  ['readNote', (text) => readNote(`${text})`)],
  ['genreOf', (text) => genreOf(text, standardVocabulary)],
  ['itemNumber', itemNumber],
]

function knownColumns(): readonly string[] {
  return KNOWN_LISTS.find(({ columns }) => columns.length === 16)?.columns ?? []
}

/** Returns the result of `work`, or the refusal that it throws. */
function attempt(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    return error
  }
}
