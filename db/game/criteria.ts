import { type ListRange, scoreLists, yearLists } from './lists'
import type { Sort } from './order'

/** Lists of which a game must be in at least one, and the number of games in them. */
export type ListGroup = { lists: readonly number[]; games: number }

type YearRange = { from: number; to: number; games: number }
type ScoreRange = { from: number; to?: number; games: number }

/**
 * The filters of a list of games, their words resolved to lists: a game is in at least one list of every group and in none of
 * `none`. `games`, also of the ranges, are recent sizes: they decide how a page is read, never what it has.
 */
export type GameCriteria = {
  groups: readonly ListGroup[]
  none: readonly number[]
  years?: YearRange
  /** Lowest and highest score by critics, whole numbers from 0 to 100; decimals of a score do not count. (Default: no highest) */
  score?: ScoreRange
  /** The game changed at or after this instant (ISO 8601). */
  updatedSince?: string
  /** Number of all games. */
  games: number
}

/** Games in whose order a page is read: `all`; those of `one` list; those of `some` lists or of the lists of a `range`, merged. */
export type Lead =
  | { from: 'all' }
  | { from: 'one'; list: number }
  | { from: 'some'; lists: readonly number[] }
  | { from: 'range'; lists: ListRange }
export type ListLead = Exclude<Lead, { from: 'all' }>

/** Conditions on each game of the lead. */
export type Checks = Omit<GameCriteria, 'groups' | 'games'> & {
  /** Lists that the game must all be in. */
  all: readonly number[]
  /** Groups of several lists: the game must be in at least one of each. */
  any: readonly (readonly number[])[]
}

/** `games` is the number of games of the lead, at most. */
export type ReadingPlan = { lead: Lead; checks: Checks; games: number }

/** Share of all games from which on a range of years or scores does not lead alone: few games of all fail the check then. */
const LARGE_SHARE = 0.25

/** Returns the plan that reads the fewest games: the smallest group leads, the others are checked. */
export function planReading(criteria: GameCriteria, sort: Sort): ReadingPlan {
  const candidates = [...groupCandidates(criteria), ...rangeCandidates(criteria, sort)]
  const [first, ...others] = candidates
  if (!first) return { lead: { from: 'all' }, checks: checksOf(criteria), games: criteria.games }
  return others.reduce((best, candidate) => (candidate.games < best.games ? candidate : best), first)
}

const groupCandidates = (criteria: GameCriteria): ReadingPlan[] =>
  criteria.groups.map((group) => ({
    games: group.games,
    lead: leadOf(group.lists),
    checks: checksOf(criteria, group),
  }))

/** Years in the order of dates are a range of the index, whatever leads, so they are no lead themselves. */
function rangeCandidates(criteria: GameCriteria, sort: Sort): ReadingPlan[] {
  const { groups, years, score, games } = criteria
  const leads = (range: { games: number }) => groups.length > 0 || range.games < games * LARGE_SHARE
  const candidates: ReadingPlan[] = []
  if (years && sort !== '-released' && leads(years)) candidates.push(yearsLead(criteria, years))
  // In the order by score most games that fail come last: a scan of all would read them for the last page.
  if (score && (sort === '-score' || leads(score))) candidates.push(scoreLead(criteria, score))
  return candidates
}

function yearsLead(criteria: GameCriteria, { from, to, games }: YearRange): ReadingPlan {
  const { years: _, ...checks } = checksOf(criteria)
  return { ...rangeLead(yearLists(from, to), games), checks }
}

function scoreLead(criteria: GameCriteria, { from, to, games }: ScoreRange): ReadingPlan {
  const { score: _, ...checks } = checksOf(criteria)
  return { ...rangeLead(scoreLists(from, to), games), checks }
}

/**
 * Returns the plan for the games without a value in an order, which come last; `undefined` if none can match. `plan` is that of the
 * other games.
 *
 * A game without a date may still have a year: the lists of the years have few such games, other lists have many.
 */
export function planUnknown(criteria: GameCriteria, sort: Sort, plan: ReadingPlan): ReadingPlan | undefined {
  if (sort === 'title' || (sort === '-score' && criteria.score)) return undefined
  return sort === '-released' && criteria.years ? yearsLead(criteria, criteria.years) : plan
}

/** Returns a range as a lead. */
export const rangeLead = (lists: ListRange, games: number): { lead: ListLead; games: number } => ({
  lead: { from: 'range', lists },
  games,
})

/** Returns a group as a lead. */
export function leadOf(lists: readonly number[]): ListLead {
  const [list, ...others] = lists
  return list !== undefined && others.length === 0 ? { from: 'one', list } : { from: 'some', lists }
}

/** Returns the filters as checks, without those of the group that leads. (Default: no group leads) */
export function checksOf({ groups, games: _, ...checks }: GameCriteria, lead?: ListGroup): Checks {
  const others = groups.filter((group) => group !== lead).map(({ lists }) => lists)
  return {
    ...checks,
    // Two filters may name the same list, and the check counts lists.
    all: [...new Set(others.flatMap((lists) => (lists.length === 1 ? lists : [])))],
    any: others.filter((lists) => lists.length > 1),
  }
}

/** True if every game of the lead passes. */
export const isUnchecked = ({ all, any, none, years, score, updatedSince }: Checks): boolean =>
  all.length + any.length + none.length === 0 && !years && !score && updatedSince === undefined

/** Returns the names of the checks that are made: statements with the same ones have the same conditions. */
export const checkNames = ({ all, any, none, years, score, updatedSince }: Checks): string =>
  [
    all.length > 0 && 'all',
    any.length > 0 && `any${any.length}`,
    none.length > 0 && 'none',
    years && 'years',
    score && (score.to === undefined ? 'score' : 'scores'),
    updatedSince !== undefined && 'updated',
  ]
    .filter(Boolean)
    .join('_')
