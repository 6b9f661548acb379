import { safeParse } from 'valibot'
import { standardVocabulary } from '#catalogue/vocabulary/lookup'
import type { Stream } from '#lib/iterate'
import { toPrintable, toPrintableMessage } from '#lib/printable'
import { retryAfterMs } from '#lib/retry'
import { editDistance, nearest } from '#lib/suggest'
import { redactKeys, redactPersonal } from '#seed/api/redact'
import { interpret } from '#seed/api/response'
import type { Page } from '#seed/contract/record'
import { addRecord } from '#seed/databases/record'
import { hasSeveralStatements, withoutEnd } from '#seed/databases/statement'
import { valueAt } from '#seed/declared/cell'
import { parseDeclared } from '#seed/declared/config'
import { dateReader } from '#seed/declared/date-pattern'
import { readFigure } from '#seed/declared/figure'
import { itemsOfList } from '#seed/declared/list-text'
import { parseLocatedJson } from '#seed/declared/located-json'
import { isDatePattern, typeOfField } from '#seed/declared/mapping-syntax'
import { declaredSource } from '#seed/declared/source'
import { nameColumns } from '#seed/formats/csv/columns'
import { detectDelimiter } from '#seed/formats/csv/dialect'
import { openCsv } from '#seed/formats/csv/read'
import { readCsvRow } from '#seed/formats/csv/row'
import { detectEncoding, isDamaged } from '#seed/formats/encoding'
import { openNdjson } from '#seed/formats/json/ndjson'
import { openJson } from '#seed/formats/json/read'
import { parseMember, parseRecord } from '#seed/formats/json/record'
import { emptyContent } from '#seed/formats/page'
import { draftEntry } from '#seed/infer/draft'
import { likelyLists } from '#seed/infer/json-lists'
import type { Input } from '#seed/input/input'
import { hasExtension } from '#seed/input/path'
import { isPublicAddress } from '#seed/input/public-host'
import { isUrl } from '#seed/input/url'
import { SOURCES } from '#seed/sources/index'
import { KNOWN_LISTS, missingColumns, nearestKnownList, recogniseList } from '#seed/sources/shared/known-lists'
import { splitSteamSpyCompanies } from '#seed/sources/steamspy/companies'
import { platformOfCode } from '#seed/sources/vgsales/platform-codes'
import { repairVgsales } from '#seed/sources/vgsales/repair'
import { readNote } from '#seed/sources/vgsales/sales-note'
import { genreOf } from '#seed/sources/wikidata/genres'
import { itemNumber } from '#seed/sources/wikidata/split'
import { partOf, piecesOf, type TextFunction } from './text-function'

/** Returns the bytes of a text as a file that is read in pieces of 16 KiB. */
function inputOf(text: string, beginning = ''): Input {
  const bytes = Buffer.from(beginning + text)
  const slice = async function* (from: number) {
    for (let at = from; at < bytes.length; at += 16_384) yield bytes.subarray(at, at + 16_384)
  }
  return { name: 'list', fingerprint: '', head: async (count) => bytes.subarray(0, count), slice }
}

async function readAll(file: Promise<{ pages: (after: undefined) => Stream<Page> }>): Promise<number> {
  let read = 0
  for await (const { records, unparsable } of (await file).pages(undefined)) read += records.length + unparsable.length
  return read
}

const csv = (text: string, beginning: string) =>
  readAll(openCsv(inputOf(text, beginning), { pageBytes: 32_768, maxRecordBytes: 65_536 }))
const json = (text: string, beginning: string) =>
  readAll(openJson(inputOf(text, beginning), { pageBytes: 32_768, maxRecordBytes: 65_536 }))

/** Readers of files. */
export const READING: TextFunction[] = [
  ['openCsv', (text) => csv(text, 'a,b\n')],
  ['openCsv', (text) => csv(text, 'a,b\n"')],
  ['openCsv', (text) => csv(text, 'a;"b"\n1;2\n')],
  [
    'openNdjson',
    (text) => readAll(openNdjson(inputOf(text, '{"a":1}\n'), { pageBytes: 32_768, maxRecordBytes: 65_536 })),
  ],
  ['openJson', (text) => json(text, '[{"a":1},')],
  ['openJson', (text) => json(text, '[{"a":1},\n  {')],
  ['openJson', (text) => json(text, '[{"a":1},\n  {"b":"')],
  ['openJson', (text) => json(text, '{"1":{"a":1},"')],
  ['readCsvRow', (text) => readCsvRow(text, { columns: ['a', 'b'], delimiter: ',', repair: undefined })],
  ['nameColumns', (text) => nameColumns(piecesOf(text))],
  ['detectDelimiter', detectDelimiter],
  ['detectEncoding', (text) => detectEncoding(Buffer.from(text, 'latin1')).toText(text)],
  ['isDamaged', isDamaged],
  ['parseRecord', (text) => [parseRecord(text), parseRecord(JSON.stringify({ a: text }))]],
  ['parseMember', (text) => [parseMember(text), parseMember(`"a":${JSON.stringify({ a: text })}`)]],
  ['addRecord', (text) => addRecord(emptyContent(), text, {})],
  ['toPrintable', toPrintable],
  ['toPrintableMessage', toPrintableMessage],
  ['hasExtension', (text) => hasExtension(text, ['.csv'])],
  ['isPublicAddress', isPublicAddress],
  ['isUrl', isUrl],
  ['interpret', interpret],
  ['redactKeys', (text) => redactKeys(text, ['secret', 12])],
  ['redactPersonal', (text) => redactPersonal(`{"email":"${text}`, ['email', 'a'])],
  ['retryAfterMs', (text) => retryAfterMs(text, 0)],
  ['nearest', (text) => [nearest(text, ['platform', 'title']), nearest('title', [text, ...piecesOf(text)])]],
  ['editDistance', (text) => editDistance(text.slice(0, 200), text.slice(0, 200))],
]

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
  ['readFigure', (text) => [readFigure(text, undefined), readFigure(text, true)]],
  ['itemsOfList', (text) => [itemsOfList(text), itemsOfList(`[${text}]`), itemsOfList(`['${text}']`)]],
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
