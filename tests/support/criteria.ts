import { sql } from 'drizzle-orm'
import type { GameCriteria } from '#db/game/criteria'
import { KIND_LISTS, type ListRange, listNumber, scoreLists, yearLists } from '#db/game/lists'
import { type Db, rowsOf } from '#db/stores'

/** Filters with numbers of lists, to which `criteriaIn` adds the sizes. */
export type AskedLists = {
  groups?: readonly (readonly number[])[]
  none?: readonly number[]
  years?: { from: number; to: number }
  score?: number | { from: number; to: number }
  updatedSince?: string
}

/** Returns a function that adds the sizes of a store's lists to filters. */
export async function criteriaIn(db: Db): Promise<(asked: AskedLists) => GameCriteria> {
  const rows = await rowsOf<{ list: number; games: number }>(db, sql`select list, games from list_size`)
  const sizes = new Map(rows.map(({ list, games }) => [list, games]))
  const between = ({ from, to }: ListRange) =>
    rows.reduce((games, row) => (row.list >= from && row.list <= to ? games + row.games : games), 0)
  return ({ groups = [], none = [], years, score, updatedSince }) => ({
    groups: groups.map((lists) => ({ lists, games: lists.reduce((games, list) => games + (sizes.get(list) ?? 0), 0) })),
    none,
    games: between(KIND_LISTS),
    ...(years && { years: { ...years, games: between(yearLists(years.from, years.to)) } }),
    ...(score !== undefined && { score: scoresIn(score, between) }),
    ...(updatedSince !== undefined && { updatedSince }),
  })
}

function scoresIn(score: number | { from: number; to: number }, between: (lists: ListRange) => number) {
  const range = typeof score === 'number' ? { from: score } : score
  return { ...range, games: between(scoreLists(range.from, 'to' in range ? range.to : undefined)) }
}

/** Returns the ids of platforms by slug. */
export async function platformLists(db: Db): Promise<(slug: string) => number> {
  const rows = await rowsOf<{ id: number; slug: string }>(db, sql`select id, slug from platform`)
  const ids = new Map(rows.map(({ id, slug }) => [slug, id]))
  return (slug) => listNumber('platform', ids.get(slug) ?? 0)
}
