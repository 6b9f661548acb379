import { t } from 'elysia'
import { RUN_STATUSES } from '#db/run/table'
import { Cursor, PageSize, pageShape, Whole, WordOf, Words, WordsOf } from '#src/wire/fields'

export const RunListQuery = t.Object({
  source: t.Optional(Words('Of any of these sources', 'vgsales')),
  status: t.Optional(WordsOf(RUN_STATUSES, 'Status')),
  limit: t.Optional(PageSize),
  cursor: t.Optional(Cursor),
})
export type RunListQuery = typeof RunListQuery.static

export const RunParams = t.Object({
  id: t.String({ pattern: '^\\d{1,15}$', description: 'Id of a run: a whole number', examples: ['1'] }),
})

export const Run = t.Object(
  {
    id: Whole({ description: 'Id of the run' }),
    source: t.String({ description: 'Slug of the source it reads' }),
    dataset: t.String({ description: 'Dataset of the source' }),
    status: WordOf(
      RUN_STATUSES,
      'Status: `reading`, `archived` (its records are stored, not yet matched), `done`, `abandoned` (never resumed), or `forgotten` (its records were taken back)',
    ),
    replay: t.Boolean({ description: 'True if it tried refused records again instead of reading the source' }),
    read: Whole({ description: 'Records read; once archived, the sum of the next four' }),
    expected: t.Nullable(
      Whole({
        description:
          'Records that it will have read in the end, estimated from the part of the input that it has read; null if the size of the input is unknown. Once archived the same as `read`',
      }),
    ),
    accepted: Whole({ description: 'Records that are new or changed' }),
    unchanged: Whole({ description: 'Records that are stored already, with equal content' }),
    duplicate: Whole({ description: 'Records whose key was already read in this run' }),
    quarantined: Whole({ description: 'Records refused' }),
    removed: Whole({ description: 'Records marked removed, because a full crawl no longer listed them' }),
    records: t.Object(
      {
        linked: Whole({ description: 'Linked to an existing game' }),
        new: Whole({ description: 'Became a new game' }),
        review: Whole({ description: 'Alone in their game, with a doubtful match that a person should review' }),
      },
      { description: 'Results of matching the accepted records' },
    ),
    games: t.Object({
      created: Whole({ description: 'Games it created' }),
      updated: Whole({ description: 'Games it changed' }),
      merged: Whole({ description: 'Games it merged into others' }),
    }),
    checkpoint: t.Nullable(t.Record(t.String(), t.Number()), {
      description: 'Position from which it resumes, in bytes, lines, pages or rows; keys of records are left out',
    }),
    error: t.Nullable(t.String({ description: 'Error that stopped it' })),
    startedAt: t.String({ format: 'date-time', description: 'Time of its start' }),
    finishedAt: t.Nullable(t.String({ format: 'date-time', description: 'Time of its end' })),
  },
  { title: 'Run', description: 'One run of the loader over one dataset of a source' },
)
export type Run = typeof Run.static

export const RunPage = pageShape(Run, { title: 'RunPage', description: 'Runs of the loader, newest first' })
export type RunPage = typeof RunPage.static
