import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '#db/stores'
import type { GameFilters } from './filters'
import { listNumber } from './lists'

const WORD_KINDS = ['platform', 'genre', 'company', 'source'] as const
export type ListedKind = (typeof WORD_KINDS)[number]

/** Returns the lists of games of slugs. A slug that does not exist has none. */
export type WordLists = (kind: ListedKind, slugs: readonly string[]) => number[]

const slugsOf = (kind: ListedKind, filters: GameFilters): string[] => {
  if (kind === 'source') return [...(filters.source ?? []), ...(filters.redistributableSources ?? [])]
  const { any = [], all = [], none = [] } = filters[kind] ?? {}
  return [...any, ...all, ...none]
}

/**
 * Returns the lists of the words of filters. They are looked up before a search is planned: the planner knows how many games a
 * list has, and cannot see through a subselect.
 */
export async function findWordLists(db: Db, filters: GameFilters): Promise<WordLists> {
  const asked = WORD_KINDS.flatMap((kind) => slugsOf(kind, filters).map((slug) => ({ kind, slug })))
  const lists = new Map(
    asked.length === 0
      ? []
      : (await readIds(db, asked)).map((row) => [`${row.kind} ${row.slug}`, listNumber(row.kind, row.id)]),
  )
  return (kind, slugs) => slugs.flatMap((slug) => lists.get(`${kind} ${slug}`) ?? [])
}

type Word = { kind: ListedKind; slug: string }

const readIds = (db: Db, words: readonly Word[]) =>
  rowsOf<Word & { id: number }>(
    db,
    sql`with asked as (select kind, slug from jsonb_to_recordset(${JSON.stringify(words)}::text::jsonb) as t (kind text, slug text))
      ${sql.join(
        WORD_KINDS.map(
          (kind) =>
            sql`select asked.kind, asked.slug, w.id from asked join ${sql.identifier(kind)} w using (slug) where asked.kind = ${kind}`,
        ),
        sql` union all `,
      )}`,
  )
