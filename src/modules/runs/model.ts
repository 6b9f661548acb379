import { t } from 'elysia'
import { RUN_STATUSES } from '#db/run/table'
import { Cursor, PageSize, pageShape, Slugs, Whole, WordOf, WordsOf } from '#src/wire/fields'

export const RunListQuery = t.Object({
  source: t.Optional(Slugs('Of any of these sources')),
  status: t.Optional(WordsOf(RUN_STATUSES, 'How far it came')),
  limit: t.Optional(PageSize),
  cursor: t.Optional(Cursor),
})
export type RunListQuery = typeof RunListQuery.static

export const RunParams = t.Object({ id: t.String({ pattern: '^\\d{1,15}$', description: 'Id of a run' }) })

export const Run = t.Object(
  {
    id: Whole({ description: 'Id of the run' }),
    source: t.String({ description: 'Slug of the source it reads' }),
    dataset: t.String({ description: 'Which of its data sets' }),
    status: WordOf(
      RUN_STATUSES,
      'How far it came: `reading`, `archived` (its records are stored, not yet matched), `done`, or `abandoned` for good',
    ),
    replay: t.Boolean({ description: 'Whether it tried refused records again instead of reading the source' }),
    read: Whole({ description: 'Records read; once archived, the sum of the next four' }),
    accepted: Whole({ description: 'Records that are new or changed' }),
    unchanged: Whole({ description: 'Records that were known as they are' }),
    duplicate: Whole({ description: 'Records whose key came before in this run' }),
    quarantined: Whole({ description: 'Records refused' }),
    removed: Whole({ description: 'Records that a list of everything held no longer' }),
    records: t.Object(
      {
        linked: Whole({ description: 'Linked to a game there was' }),
        new: Whole({ description: 'Made a new game' }),
        review: Whole({ description: 'In doubt: a person should look' }),
      },
      { description: 'What became of the accepted records, once they are matched' },
    ),
    games: t.Object({
      created: Whole({ description: 'Games it created' }),
      updated: Whole({ description: 'Games it changed' }),
      merged: Whole({ description: 'Games it merged into others' }),
    }),
    checkpoint: t.Nullable(t.Record(t.String(), t.Number()), {
      description: 'Where it goes on, in bytes, lines, pages, rows; keys of records are left out',
    }),
    error: t.Nullable(t.String({ description: 'Why it stopped' })),
    startedAt: t.String({ format: 'date-time', description: 'When it began' }),
    finishedAt: t.Nullable(t.String({ format: 'date-time', description: 'When it ended' })),
  },
  { title: 'Run', description: 'One reading of one data set of a source' },
)
export type Run = typeof Run.static

export const RunPage = pageShape(Run, { title: 'RunPage', description: 'Runs of the loader, newest first' })
export type RunPage = typeof RunPage.static
