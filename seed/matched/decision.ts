import type { Judgement } from '#db/match/judge'

/** The decision about a row as it is written beside it, or why the row was refused. */
export type RowDecision = {
  band: Judgement['band'] | 'refused'
  game?: ListedGame
  bits?: number
  why: string
  others: string
}

/** A game as it is named beside a row. */
export type ListedGame = { id: string; slug: string; title: string }

/** Columns that are added to a list, each with its value for a row. */
export const DECISION_COLUMNS: readonly { name: string; of: (decision: RowDecision) => string | number }[] = [
  { name: 'vestimId', of: ({ game }) => game?.id ?? '' },
  { name: 'vestimSlug', of: ({ game }) => game?.slug ?? '' },
  { name: 'vestimTitle', of: ({ game }) => game?.title ?? '' },
  { name: 'vestimBand', of: ({ band }) => band },
  { name: 'vestimBits', of: ({ bits }) => bits ?? '' },
  { name: 'vestimEvidence', of: ({ why }) => why },
  { name: 'vestimAlternatives', of: ({ others }) => others },
]

/** Returns the names of the added columns; a name that the list has already gets a number. */
export function addedNames(columns: readonly string[]): string[] {
  const taken = new Set(columns)
  return DECISION_COLUMNS.map(({ name }) => {
    let free = name
    for (let number = 2; taken.has(free); number++) free = `${name}${number}`
    return free
  })
}

/** Returns the decision about a row as it is written, with the games of its candidates by id. */
export function rowDecision({ band, candidates }: Judgement, games: ReadonlyMap<string, ListedGame>): RowDecision {
  const [best, ...others] = candidates
  const game = best && games.get(best.gameId)
  return {
    band,
    ...(game && { game }),
    ...(best && { bits: best.bits }),
    why: best?.evidence.map(({ says, weight }) => (weight === 0 ? says : `${says} ${signed(weight)}`)).join('; ') ?? '',
    others: others.flatMap(({ gameId, bits }) => games.get(gameId)?.slug.concat(` (${bits})`) ?? []).join('; '),
  }
}

const signed = (weight: number): string => (weight > 0 ? `+${weight}` : String(weight))
