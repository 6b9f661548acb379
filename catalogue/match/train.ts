import { LEVELS, type Level, type LevelVector, type MatchModel, type Weights } from './comparison-levels'
import type { TrainingSet } from './training-set'

/** A trained model, the share of candidate pairs that it takes for one game (0 to 1), and the number of rounds of EM. */
export type TrainedModel = { model: MatchModel; share: number; rounds: number }

type Probabilities = ReadonlyMap<Level, number>

/** Bits below even odds from which a pair links. Fields are not independent: a port differs in platform, year and company at once. */
const DEPENDENCE_BITS = 1
/** Bits below the link threshold in which pairs go to review. */
const REVIEW_BITS = 6

const MAX_ROUNDS = 200
const CONVERGED = 1e-9
const MIN_COMPANY_PAIRS = 100
/** Added to every count, so that a level that never occurs has no probability of 0. */
const PSEUDO_COUNT = 0.5
/** Initial m probability of the level of agreement in each field. */
const INITIAL_AGREEMENT = 0.7
const AGREEMENT: ReadonlySet<Level> = new Set<Level>(['titleEqual', 'yearEqual', 'companyEqual', 'platformEqual'])

// safe: the keys of LEVELS are its levels
const ALL = Object.keys(LEVELS) as Level[]
const isTitleLevel = (level: Level) => LEVELS[level].field === 'title'
const levelsOfField = (level: Level) => ALL.filter((other) => LEVELS[other].field === LEVELS[level].field)

/**
 * Trains the weights of a Fellegi-Sunter model without labels.
 *
 * The u probabilities are counted: for titles and companies in pairs of one dataset, else in random pairs. The m probabilities
 * and the number of matches are estimated by expectation maximisation (EM).
 *
 * @see Fellegi and Sunter, "A Theory for Record Linkage", 1969, https://doi.org/10.1080/01621459.1969.10501049
 * @see Dempster, Laird and Rubin, "Maximum Likelihood from Incomplete Data via the EM Algorithm", 1977
 */
export function trainWeights(set: TrainingSet): TrainedModel {
  const pairs = [...set.candidates.values()]
  const u = uProbabilities(set)
  let m: Probabilities = new Map(ALL.map((level) => [level, initialM(level)]))
  let matches = pairs.reduce((sum, { count }) => sum + count, 0)
  const candidates = matches
  let rounds = 0
  for (let change = 1; change > CONVERGED && rounds < MAX_ROUNDS; rounds++) {
    const weighted = pairs.map(({ vector, count }) => ({
      vector,
      weight: count * matchProbability(vector, matches / set.comparisons, m, u),
    }))
    const next = weighted.reduce((sum, { weight }) => sum + weight, 0)
    change = Math.abs(next - matches) / candidates
    matches = next
    m = probabilitiesOf(weighted)
  }
  const linkThreshold = round(Math.log2(set.comparisons / matches)) - DEPENDENCE_BITS
  const reviewThreshold = round(linkThreshold - REVIEW_BITS)
  const model = { linkThreshold, reviewThreshold, weights: weightsOf(m, u, set) }
  return { model, share: matches / candidates, rounds }
}

const initialM = (level: Level): number =>
  AGREEMENT.has(level) ? INITIAL_AGREEMENT : (1 - INITIAL_AGREEMENT) / (levelsOfField(level).length - 1)

/** Returns the probability of each level in a pair of records of two games. */
function uProbabilities(set: TrainingSet): Probabilities {
  const rates = probabilitiesOf([...set.random.values()].map(({ vector, count }) => ({ vector, weight: count })))
  const titles = ALL.filter((level) => isTitleLevel(level) && level !== 'titleDiffers')
  return new Map([
    ...rates,
    ...titles.map((level) => [level, uProbabilityOf(level, set)] as const),
    ...companyUProbabilities(set),
  ])
}

/** Returns the probabilities of the company levels in two games of one title; none if there are fewer than 100 such pairs. */
function companyUProbabilities({ sameDatasetCompanies }: TrainingSet): [Level, number][] {
  const pairs = [...sameDatasetCompanies.values()].reduce((sum, one) => sum + one, 0)
  return pairs < MIN_COMPANY_PAIRS ? [] : [...sameDatasetCompanies].map(([level, times]) => [level, times / pairs])
}

/**
 * Returns the u probability of a title level: its frequency in pairs of one dataset, times the share of pairs with this level
 * that become candidates.
 */
function uProbabilityOf(level: Level, set: TrainingSet): number {
  const share = Math.min(1, (candidatesAt(level, set) + PSEUDO_COUNT) / ((set.ungated.get(level) ?? 0) + PSEUDO_COUNT))
  return (share * ((set.sameDataset.get(level) ?? 0) + PSEUDO_COUNT)) / set.sameDatasetComparisons
}

/** Returns the number of candidate pairs with a level. */
function candidatesAt(level: Level, { candidates }: TrainingSet): number {
  let passed = 0
  for (const { vector, count } of candidates.values()) if (vector.includes(level)) passed += count
  return passed
}

/** Returns the weighted frequency of each level among the pairs in which both records state its field. */
function probabilitiesOf(all: readonly { vector: LevelVector; weight: number }[]): Probabilities {
  const counts = new Map(ALL.map((level) => [level, PSEUDO_COUNT]))
  for (const { vector, weight } of all) for (const level of vector) counts.set(level, (counts.get(level) ?? 0) + weight)
  const timesOf = (level: Level) => levelsOfField(level).reduce((sum, rival) => sum + (counts.get(rival) ?? 0), 0)
  return new Map(ALL.map((level) => [level, (counts.get(level) ?? 0) / timesOf(level)]))
}

/** Returns the probability that a pair with these levels is a match. */
function matchProbability(vector: LevelVector, prior: number, m: Probabilities, u: Probabilities): number {
  let one = prior
  let two = 1 - prior
  for (const level of vector) {
    one *= m.get(level) ?? 1
    two *= u.get(level) ?? 1
  }
  return one / (one + two)
}

/**
 * Returns log2(m / u) of each level, rounded to tenths. Pairs whose titles differ are no candidates, so the m probability of
 * that level is counted in pairs that share an id. A title level without candidates gets the lowest weight of the others.
 */
function weightsOf(m: Probabilities, u: Probabilities, set: TrainingSet): Weights {
  const sharedIdPairs = [...set.sharedId.values()].reduce((sum, one) => sum + one, 0)
  const differs = ((set.sharedId.get('titleDiffers') ?? 0) + PSEUDO_COUNT) / (sharedIdPairs + 1)
  const rates = new Map([...m, ['titleDiffers', differs] as const])
  const bits = new Map(ALL.map((level) => [level, round(Math.log2((rates.get(level) ?? 1) / (u.get(level) ?? 1)))]))
  const titles = ALL.filter((level) => isTitleLevel(level) && level !== 'titleDiffers')
  const observed = titles.filter((level) => candidatesAt(level, set) > 0)
  const least = Math.min(...observed.map((level) => bits.get(level) ?? 0))
  for (const level of titles) if (!observed.includes(level)) bits.set(level, observed.length > 0 ? least : 0)
  // safe: one entry for each level
  return Object.fromEntries(bits) as Record<Level, number>
}

const round = (bits: number) => Math.round(bits * 10) / 10
