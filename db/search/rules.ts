import type { YearNumber } from '#catalogue/search/year-number'

/**
 * Steps of a search in order, each run only if the one before found nothing: names, initials, words and prefixes without typos;
 * words with typos; the same with an unfinished last word; letters in common. Hits of the last step are not `confident`.
 */
export const WORD_STEPS = ['strict', 'fuzzy', 'unfinished', 'trigram'] as const
export type WordStepName = (typeof WORD_STEPS)[number]

/** All steps. `browse` is the only step of a search without words: every game that passes the filters, by popularity. */
export const STEPS = ['browse', ...WORD_STEPS] as const
export type StepName = (typeof STEPS)[number]

const POPULARITY_WEIGHTS: Record<StepName, number> = {
  browse: 1,
  strict: 1.6,
  fuzzy: 1.6,
  unfinished: 1.6,
  trigram: 1.1,
}

/** Returns the weight of popularity: points per log10(1 + players), added to those of a rule. */
export const popularityWeight = (step: StepName): number => POPULARITY_WEIGHTS[step]

/** Points added to a game of the platform or year (one year more or less) that the query ends with. */
export const HINT_POINTS = 2.5

/** Points added instead to a game of exactly that year whose title is all that stands before the year. */
export const RELEASE_POINTS = 10

/** True for the rules about a whole title. */
export const isOfTitle = (rule: RuleName): boolean => rule === 'title' || rule === 'compact'

/**
 * Points added to a game whose title has the year that the query ends with. More than `RELEASE_POINTS`, and than `HINT_POINTS` with what
 * popularity makes of two parts of a series.
 */
const NUMBER_POINTS = 12
/** The same for a writing that most likely means another series: against a year of release, and where nothing else speaks against it. */
const FAR_NUMBER_POINTS = { year: 8, other: 2 }

/** Returns the points added to a game whose title has the number at the end of the query, in its writing or a near one, or in another. */
export const numberPoints = ({ form }: Pick<YearNumber, 'form'>, near: boolean): number => {
  if (near) return NUMBER_POINTS
  return form === 'year' ? FAR_NUMBER_POINTS.year : FAR_NUMBER_POINTS.other
}

/**
 * Rules by which a game can match, best first within a step, with their points.
 *
 * Both engines start from these points and may add more: up to 1 for the share of the title that was typed (`words`), or points for
 * similarity (in the steps after `strict`). Only Elasticsearch uses `oneTypo` and `twoTypos`.
 */
export const RULES = {
  title: { points: 14, text: 'the query is the title' },
  compact: { points: 12.5, text: 'the query is the title, apart from spaces, small words and the form of numerals' },
  alternative: { points: 11.5, text: 'the query is another name of the game' },
  initials: { points: 8.5, text: 'the query is the initials of the title' },
  beginning: { points: 7.5, text: 'the title begins with the query' },
  firstWord: { points: 7, text: 'the query is the first word of the title' },
  initialsText: { points: 6.5, text: 'the query is initials and the rest of the title' },
  words: { points: 6, text: 'every word of the query is in the title' },
  characters: { points: 6, text: 'the characters of the query stand together in the title' },
  wordBeginnings: { points: 5, text: 'every word of the query begins a word of the title' },
  alternativeWords: { points: 5, text: 'every word of the query is in another name of the game' },
  alternativeCharacters: { points: 5, text: 'the characters of the query stand together in a name of the game' },
  oneTypo: { points: 6, text: 'the query is the title with one typo' },
  twoTypos: { points: 4.5, text: 'the query is the title with two typos' },
  fuzzyWords: { points: 3.5, text: 'every word of the query is in the title, typos allowed' },
  fuzzyBeginnings: { points: 3.5, text: 'every word of the query begins a word of the title, typos allowed' },
  every: { points: 0, text: 'every game matches a search without words' },
  trigram: { points: 0, text: 'the title has letters in common with the query' },
} as const

export type RuleName = keyof typeof RULES

/** Names of all rules, best first within a step. */
export const RULE_NAMES = Object.keys(RULES) as RuleName[] // safe: these are its keys

/**
 * Parts of a score: the step, the rule and its points (those of a hint included), and the points that popularity adds. A game without a
 * known popularity counts as one of about 300 players.
 */
export type HitScoring = { step: StepName; rule: RuleName; points: number; players: number; playerPoints: number }

const toTenth = (points: number): number => Math.round(points * 10) / 10

/** Returns the parts of a score, and a sentence with them. `pop` is log10(1 + players). */
export function explain(
  rule: RuleName,
  step: StepName,
  score: number,
  pop: number,
): { explanation: string; scoring: HitScoring } {
  const popularity = popularityWeight(step) * pop
  const players = Number((10 ** pop - 1).toPrecision(2))
  const [points, playerPoints] = [toTenth(score - popularity), toTenth(popularity)]
  const added = `about ${players.toLocaleString('en')} players add ${playerPoints.toFixed(1)}`
  return {
    explanation: `Step ${step}: ${RULES[rule].text} (${points.toFixed(1)} points); ${added}.`,
    scoring: { step, rule, points, players, playerPoints },
  }
}
