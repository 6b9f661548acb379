import { t } from 'elysia'
import { IMPORT_FIELDS } from '#catalogue/collection/import-map'
import { LIMITS } from '#src/http/limits'
import { bodyDenials, denials, Problem } from '#src/http/problem'
import { Whole, WordOf } from '#src/wire/fields'

/** Media types of a list that is imported. */
const LIST_TYPES = ['application/json', 'text/csv']

// Rows are checked one by one, so that a wrong one is an error of its row. The parser hands CSV over as its bytes.
export const ListBody = t.Unsafe<readonly object[] | string>({
  ...t.Unknown(),
  description: `A list of at most ${LIMITS.importRows} rows: an array of objects, or a CSV file of any dialect as text/csv`,
  examples: [[{ title: 'Okami', platform: 'PS2', status: 'finished', rating: 9 }]],
  openapi: { media: LIST_TYPES },
})

const DryRun = t.Optional(
  WordOf(['true', 'false'], 'With `false` the list is imported; with `true`, the default, nothing is stored'),
)

export const ImportQuery = t.Object({
  dryRun: DryRun,
  map: t.Optional(
    t.String({
      maxLength: 8_000,
      pattern: '^\\s*\\{',
      description: `The columns of the list as JSON, beside those that are guessed: a column for each of ${IMPORT_FIELDS.join(', ')} or externalIds.<source>, or an object with \`column\`, and \`scale\` (of ratings), \`unit\` (of times of play: minutes, hours, seconds), \`split\` or \`date\`; null for a field that is not read`,
      examples: ['{"rating":{"column":"rating","scale":10}}'],
    }),
  ),
})
export type ImportQuery = typeof ImportQuery.static

export const SteamQuery = t.Object({ dryRun: DryRun })

export const SteamBody = t.Object(
  {
    steamId: t.String({
      pattern: '^7656119\\d{10}$',
      description: 'SteamID of the person, as a number of 17 digits. It is sent to Steam and not kept',
      examples: ['76561197960287930'],
    }),
  },
  {
    additionalProperties: false,
    description: 'The person whose games are imported',
    examples: [{ steamId: '76561197960287930' }],
  },
)

const RowProblem = t.Object(
  {
    row: Whole({ description: 'Number of the row in the list, from 1 on' }),
    code: t.String({ description: 'Kind of fault; stable' }),
    detail: t.String({ description: 'What is wrong, and what to do next' }),
  },
  { title: 'RowProblem', description: 'A row that was refused' },
)

const OpenRow = t.Object(
  {
    row: Whole({ description: 'Number of the row in the list, from 1 on' }),
    title: t.String({ description: 'Its title' }),
    band: WordOf(['review', 'none'], '`review`: a person has to choose; `none`: no game is near enough'),
  },
  { title: 'OpenRow', description: 'A row without a certain game' },
)

const count = (description: string) => Whole({ description })

export const ImportReport = t.Object(
  {
    dryRun: t.Boolean({ description: 'True if nothing was stored' }),
    rows: count('Rows of the list: those that were added, updated, unchanged, duplicate or refused'),
    added: count('Rows that are new items'),
    updated: count('Rows whose item has changed'),
    unchanged: count('Rows whose item says the same, or what a person has set'),
    duplicate: count('Rows of a game or a text that an earlier row has: they only fill gaps of its item'),
    refused: count('Rows that cannot be imported'),
    matched: count('Rows whose game was found'),
    review: count('Rows for which a person has to choose a game'),
    none: count('Rows to which no game is near enough'),
    map: t.Record(t.String(), t.String(), { description: 'Columns that were read, by field' }),
    problems: t.Array(RowProblem, { description: 'The first 100 refused rows' }),
    open: t.Array(OpenRow, { description: 'The first 100 rows without a certain game' }),
  },
  { title: 'ImportReport', description: 'What an import has done, or with a dry run would do' },
)
export type ImportReport = typeof ImportReport.static

/** Responses of the routes that import. */
export const IMPORT_RESPONSES = { 200: ImportReport, 404: Problem, 409: Problem, ...denials, ...bodyDenials }
