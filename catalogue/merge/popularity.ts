import { MOST_PEOPLE } from '#catalogue/limits'
import type { CatalogueRecord } from '#catalogue/record'
import type { Provenance } from './provenance'
import { choose, type Ranked, type Stated, statedBy, toClaim, voiceOf } from './rank'

/** Players per vote of a source that states no estimate: the lowest of the factors of our sources, that of reviews on Steam. */
const PLAYERS_PER_VOTE = 35
/** Players per list that names a game without any figure: search counts a game of unknown popularity as this many. */
const PLAYERS_PER_LIST = 316

/** Returns the copies that a record states, of its releases or of the whole game. */
const copiesIn = ({ salesCopies, releases = [] }: CatalogueRecord): number =>
  releases.reduce((sum, release) => sum + (release.salesCopies ?? 0), 0) || (salesCopies ?? 0)

/** Returns the estimates of players that are more than a copy of the record's own figure of sales, largest first. */
const estimatesIn = (ranked: readonly Ranked[]): Stated<number>[] =>
  statedBy(ranked, ({ record }) => (record.popularity === copiesIn(record) ? undefined : record.popularity)).sort(
    (one, other) => other.value - one.value,
  )

/**
 * Returns the number of people who played the game: the largest estimate of one record, or the copies sold if they are more. Estimates
 * are never added up: somebody who votes on two platforms is one person.
 *
 * Without either it is 35 people for each vote of the record with the most votes, or 316 for each list that names the game, if that is
 * more. `copies` are those of the merged game, whose provenance is already in `provenance`.
 */
export function mergePopularity(ranked: readonly Ranked[], copies: number | undefined, provenance: Provenance): number {
  const estimates = estimatesIn(ranked)
  const largest = estimates[0]?.value ?? 0
  const people = Math.max(largest, copies ?? 0)
  if (people === 0) return withoutFigures(ranked, provenance)
  if (largest === people) choose(provenance, 'popularity', estimates, 'largest')
  else {
    const winners = provenance.salesCopies?.winners ?? []
    provenance.popularity = { rule: 'copies', winners, losers: estimates.map(toClaim) }
  }
  return Math.min(people, MOST_PEOPLE)
}

const votesIn = ({ users, critics }: CatalogueRecord): number => Math.max(users?.votes ?? 0, critics?.votes ?? 0)

function withoutFigures(ranked: readonly Ranked[], provenance: Provenance): number {
  const [most] = statedBy(ranked, ({ record }) => votesIn(record) || undefined).sort(
    (one, other) => other.value - one.value,
  )
  const lists = [...new Map(ranked.toReversed().map((by) => [voiceOf(by), by])).values()].reverse()
  const byVotes = (most?.value ?? 0) * PLAYERS_PER_VOTE
  const byLists = lists.length * PLAYERS_PER_LIST
  provenance.popularity =
    most && byVotes > byLists
      ? { rule: 'votes', winners: [toClaim(most)], losers: [] }
      : { rule: 'listings', winners: lists.map((by) => toClaim({ by, value: by.record.title })), losers: [] }
  return Math.min(Math.max(byVotes, byLists), MOST_PEOPLE)
}
