/** The steps of a search, each asked only where the one before found nothing. Only the last one is in doubt. */
export const STEPS = ['strict', 'slips', 'unfinished', 'likeness'] as const
export type StepName = (typeof STEPS)[number]

/** What log10 of the players counts for beside the points of a rule; less where likeness itself is the measure. */
export const popularityWeight = (step: StepName): number => (step === 'likeness' ? 1.1 : 1.6)

/** What a platform or year at the end of the query adds where the game is of that platform or year. */
export const HINT_POINTS = 2.5

/** Why a game can match, best first within a step, and the points it gets for it; both engines score by this table. */
export const RULES = {
  title: { points: 14, says: 'the query is the title' },
  compact: { points: 12.5, says: 'the query is the title but for spaces, small words and numerals' },
  alternative: { points: 11.5, says: 'the query is another name of the game' },
  initials: { points: 8.5, says: 'the query is the initials of the title' },
  beginning: { points: 7.5, says: 'the title begins with the query' },
  firstWord: { points: 7, says: 'the query is the first word of the title' },
  initialsText: { points: 6.5, says: 'the query is initials and the rest of the title' },
  words: { points: 6, says: 'every word of the query stands in the title' },
  begun: { points: 5, says: 'every word of the query begins a word of the title' },
  alternativeWords: { points: 5, says: 'every word of the query stands in another name of the game' },
  slip: { points: 6, says: 'the query is the title but for one letter' },
  slips: { points: 4.5, says: 'the query is the title but for two letters' },
  slippedWords: { points: 3.5, says: 'every word of the query stands in the title but for a slip' },
  slippedBegun: { points: 3.5, says: 'the words of the query, slips allowed, begin words of the title' },
  likeness: { points: 0, says: 'the title has letters in common with the query' },
} as const

export type RuleName = keyof typeof RULES

/** Why a hit stands where it stands, in one sentence. */
export function explain(rule: RuleName, step: StepName, score: number, pop: number): string {
  const popularity = popularityWeight(step) * pop
  const players = Number((10 ** pop - 1).toPrecision(2)).toLocaleString('en')
  return `Step ${step}: ${RULES[rule].says} (${(score - popularity).toFixed(1)} points); about ${players} players add ${popularity.toFixed(1)}.`
}
