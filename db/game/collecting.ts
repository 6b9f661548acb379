import { type GameCriteria, type ListLead, leadOf, rangeLead } from './criteria'
import { scoreLists, yearLists } from './lists'

/**
 * Ways to find every game that passes the filters, for a sort without an index: `recent`, the games that changed since an instant;
 * `common`, the games that all lists have in common; `dated` and `scored`, the games of a lead within the years or of the scores.
 */
export type Collecting = { how: 'recent' | 'common' } | { how: 'dated' | 'scored'; lead: ListLead }

/** A way and the number of games that it finds to be checked. */
type Option = { collecting: Collecting; games: number }

/** Returns the way that finds the fewest games, taking the filters as independent of each other. */
export function planCollecting(criteria: GameCriteria): Collecting {
  const { years, score } = criteria
  const options = [
    common(criteria),
    ...(years ? within(criteria, 'dated', years.games) : []),
    ...(score ? within(criteria, 'scored', score.games) : []),
  ]
  return options.reduce((best, option) => (option.games < best.games ? option : best)).collecting
}

const bySize = ({ groups }: GameCriteria) => groups.toSorted((one, other) => one.games - other.games)

function common(criteria: GameCriteria): Option {
  const { games } = criteria
  const [smallest, second] = bySize(criteria)
  return { collecting: { how: 'common' }, games: ((smallest?.games ?? games) * (second?.games ?? games)) / games }
}

/** Returns the way through one range of the smallest group, or of the other range. */
function within(criteria: GameCriteria, how: 'dated' | 'scored', share: number): Option[] {
  const [smallest] = bySize(criteria)
  const sized = smallest ? { lead: leadOf(smallest.lists), games: smallest.games } : otherRange(criteria, how)
  return sized ? [{ collecting: { how, lead: sized.lead }, games: (sized.games * share) / criteria.games }] : []
}

function otherRange({ years, score }: GameCriteria, how: 'dated' | 'scored') {
  if (how === 'dated') return score && rangeLead(scoreLists(score.from, score.to), score.games)
  return years && rangeLead(yearLists(years.from, years.to), years.games)
}
