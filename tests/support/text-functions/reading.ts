import { nameColumns } from '#catalogue/list/csv/columns'
import { cellsOfSample, detectDelimiter } from '#catalogue/list/csv/dialect'
import { findPreamble, lineAt } from '#catalogue/list/csv/preamble'
import { openCsv } from '#catalogue/list/csv/read'
import { readCsvRow } from '#catalogue/list/csv/row'
import { characterShare } from '#catalogue/list/encoding/characters'
import { detectEncoding, isDamaged } from '#catalogue/list/encoding/encoding'
import { addPieces } from '#catalogue/list/encoding/legacy'
import { wordShare } from '#catalogue/list/encoding/words'
import { emptyContent } from '#catalogue/list/page'
import type { Stream } from '#lib/iterate'
import { toPrintable, toPrintableMessage } from '#lib/printable'
import { retryAfterMs } from '#lib/retry'
import { editDistance, nearest, nearestWords } from '#lib/suggest'
import { redactKeys } from '#seed/api/redact'
import { interpret } from '#seed/api/response'
import { parseReviewAnswer } from '#seed/cli/review-answer'
import type { Page } from '#seed/contract/record'
import { addRecord } from '#seed/databases/record'
import { openNdjson } from '#seed/formats/json/ndjson'
import { openJson } from '#seed/formats/json/read'
import { parseExactJson, parseMember, parseRecord } from '#seed/formats/json/record'
import type { Input } from '#seed/input/input'
import { hasExtension } from '#seed/input/path'
import { isPublicAddress } from '#seed/input/public-host'
import { isUrl } from '#seed/input/url'
import type { RowDecision } from '#seed/matched/decision'
import { csvListWriter } from '#seed/matched/write-csv'
import { jsonListWriter } from '#seed/matched/write-json'
import { minimisedResponse } from '#seed/minimise/content'
import { withoutCells } from '#seed/minimise/csv-cells'
import { withoutMembers } from '#seed/minimise/json-members'
import { mayHoldTraces, withoutTraces } from '#seed/minimise/traces'
import { contentHashOf } from '#seed/pipeline/accept'
import { piecesOf, type TextFunction } from './text-function'

const decided: RowDecision = { band: 'none', why: '', others: '' }
const csvRows = csvListWriter({ columns: ['title'], delimiter: ',', lineEnd: '\n', hasMark: false, ending: 'csv' })
const jsonRows = jsonListWriter([], 'ndjson')

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

function highPieces(text: string): Set<string> {
  const pieces = new Set<string>()
  addPieces(pieces, text)
  return pieces
}

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
  ['cellsOfSample', (text) => cellsOfSample(text, ',')],
  ['findPreamble', findPreamble],
  ['lineAt', (text) => lineAt(text, 0)],
  ['characterShare', (text) => characterShare(text, 'gbk')],
  ['wordShare', (text) => wordShare(text, 'windows-1252')],
  ['detectEncoding', (text) => detectEncoding(highPieces(text)).toText(text)],
  ['addPieces', (text) => addPieces(new Set(), text)],
  ['isDamaged', isDamaged],
  ['parseExactJson', (text) => [parseExactJson(text), parseExactJson(JSON.stringify([text]))]],
  ['parseRecord', (text) => [parseRecord(text), parseRecord(JSON.stringify({ a: text }))]],
  ['parseMember', (text) => [parseMember(text), parseMember(`"a":${JSON.stringify({ a: text })}`)]],
  ['addRecord', (text) => addRecord(emptyContent(), text, {})],
  ['toPrintable', toPrintable],
  ['toPrintableMessage', toPrintableMessage],
  ['hasExtension', (text) => hasExtension(text, ['.csv'])],
  ['isPublicAddress', isPublicAddress],
  ['isUrl', isUrl],
  ['parseReviewAnswer', parseReviewAnswer],
  ['interpret', interpret],
  ['redactKeys', (text) => redactKeys(text, ['secret', 12])],
  [
    'minimisedResponse',
    (text) => minimisedResponse(JSON.stringify({ email: text, notes: text, by: { author: [text] } })),
  ],
  ['withoutMembers', (text) => withoutMembers(`{"email":"${text}`, (name) => name === 'email')],
  ['contentHashOf', (text) => contentHashOf(text, JSON.stringify(text), [text])],
  ['withoutTraces', (text) => [withoutTraces(`${text}@`), withoutTraces(`${piecesOf(text).join('.')}@a.b`)]],
  ['mayHoldTraces', mayHoldTraces],
  ['withoutCells', (text) => withoutCells(`"${text}`, { delimiter: ',', columns: 2 }, () => true)],
  ['retryAfterMs', (text) => retryAfterMs(text, 0)],
  ['nearest', (text) => [nearest(text, ['platform', 'title']), nearest('title', [text, ...piecesOf(text)])]],
  [
    'nearestWords',
    (text) => [nearestWords(text, ['platform'], 3), nearestWords('title', [text, ...piecesOf(text)], 3)],
  ],
  ['editDistance', (text) => editDistance(text.slice(0, 200), text.slice(0, 200))],
  ['csvListWriter', (text) => csvRows.row({ value: { title: text }, text }, decided)],
  ['csvListWriter', (text) => csvRows.row({ value: { title: `-1${text}` }, text }, decided)],
  ['jsonListWriter', (text) => jsonRows.row({ value: {}, text: `{${text}}` }, decided)],
]
