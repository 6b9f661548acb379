import { KINDS, type Kind } from '#catalogue/record'

/** Kinds of lists, in the order of their numbers. A list holds the live games of one platform, one genre, one year, ... or is disputed. */
const LIST_KINDS = ['platform', 'genre', 'company', 'source', 'kind', 'year', 'score', 'disputed'] as const
export type ListKind = (typeof LIST_KINDS)[number]

/** Lists of one kind: ids, years and whole scores are smaller than this. */
const LISTS_PER_KIND = 2 ** 28

/**
 * Returns the number of a list in `game.lists`, `game_list` and `list_size`: its kind in the upper four bits, and an id, a year
 * or a score without decimals in the others. The lists of consecutive years are consecutive numbers.
 *
 * @see db/migrations/0034_order_and_disputes.sql, where `game_lists` makes the same numbers
 */
export const listNumber = (kind: ListKind, id: number): number => LIST_KINDS.indexOf(kind) * LISTS_PER_KIND + id

/** Returns the list of the games of a kind. */
export const kindList = (kind: Kind): number => listNumber('kind', KINDS.indexOf(kind) + 1)

/** Returns the list of the games on which sources disagree, or that of the others. */
export const disputedList = (isDisputed: boolean): number => listNumber('disputed', Number(isDisputed))

/** Numbers of lists from the first to the last, both included. */
export type ListRange = { from: number; to: number }

/** Lists of all kinds of games: each live game is in exactly one of them. */
export const KIND_LISTS: ListRange = { from: listNumber('kind', 0), to: listNumber('year', 0) - 1 }

/** Lists of companies: there are many, so they are looked up one by one. */
export const COMPANY_LISTS: ListRange = { from: listNumber('company', 0), to: listNumber('source', 0) - 1 }

/** Returns the lists of the years from one to another, both included. (Default: all years) */
export const yearLists = (from = 0, to = 9999): ListRange => ({
  from: listNumber('year', from),
  to: listNumber('year', to),
})

/** Returns the lists of the critics' scores from one whole number to another, both included. (Default: to 100) */
export const scoreLists = (from: number, to = 100): ListRange => ({
  from: listNumber('score', from),
  to: listNumber('score', to),
})
