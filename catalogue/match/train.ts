import { LEVELS, type Level, type LevelVector, type MatchModel, type Weights } from './comparison-levels'
import type { TrainingSet } from './training-set'

/** A scale, with what the learning came to: the share of candidates that are one work, and the rounds it took. */
export type TrainedModel = { model: MatchModel; share: number; rounds: number }

type Probabilities = ReadonlyMap<Level, number>

/** Fields are not quite independent: a port has another platform, year and house at once. A link may lack a bit of even odds. */
const DEPENDENCE_BITS = 1
/** Bits below the line of links in which a person is asked. */
const REVIEW_BITS = 6

const MAX_ROUNDS = 200
const CONVERGED = 1e-9
const MIN_COMPANY_PAIRS = 100
/** A level that was never met is no certainty: each is taken to have been met half a time more. */
const PSEUDO_COUNT = 0.5
/** Where learning starts: candidates agree in each field more often than not. */
const INITIAL_AGREEMENT = 0.7
const AGREEMENT: ReadonlySet<Level> = new Set<Level>(['titleEqual', 'yearEqual', 'companyEqual', 'platformEqual'])

// safe: the keys of LEVELS are its levels
const ALL = Object.keys(LEVELS) as Level[]
const isTitleLevel = (level: Level) => LEVELS[level].field === 'title'
const levelsOfField = (level: Level) => ALL.filter((other) => LEVELS[other].field === LEVELS[level].field)

/**
 * Learns what each level is worth by expectation maximisation, without labels (Fellegi and Sunter).
 *
 * How often two works come to a level stays as counted: for titles and houses in entries of one list, else in random pairs.
 * How often two records of one work do is what the rounds find out.
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
  const link = round(Math.log2(set.comparisons / matches)) - DEPENDENCE_BITS
  const model = { link, review: round(link - REVIEW_BITS), weights: weightsOf(m, u, set) }
  return { model, share: matches / candidates, rounds }
}

const initialM = (level: Level): number =>
  AGREEMENT.has(level) ? INITIAL_AGREEMENT : (1 - INITIAL_AGREEMENT) / (levelsOfField(level).length - 1)

/**
 * How often each level is met in two works. Of titles that come close but are told apart by a list, few are candidates:
 * no more of two works than of all.
 */
function uProbabilities(set: TrainingSet): Probabilities {
  const rates = probabilitiesOf([...set.random.values()].map(({ vector, count }) => ({ vector, weight: count })))
  const titles = ALL.filter((level) => isTitleLevel(level) && level !== 'titleDiffers')
  return new Map([
    ...rates,
    ...titles.map((level) => [level, uProbabilityOf(level, set)] as const),
    ...companyUProbabilities(set),
  ])
}

/** How often two works of one title share a house, where enough of them were met to tell. */
function companyUProbabilities({ sameListCompanies }: TrainingSet): [Level, number][] {
  const pairs = [...sameListCompanies.values()].reduce((sum, one) => sum + one, 0)
  return pairs < MIN_COMPANY_PAIRS ? [] : [...sameListCompanies].map(([level, times]) => [level, times / pairs])
}

function uProbabilityOf(level: Level, set: TrainingSet): number {
  const share = Math.min(1, (candidatesAt(level, set) + PSEUDO_COUNT) / ((set.ungated.get(level) ?? 0) + PSEUDO_COUNT))
  return (share * ((set.sameList.get(level) ?? 0) + PSEUDO_COUNT)) / set.sameListComparisons
}

/** How many candidates come to a level. */
function candidatesAt(level: Level, { candidates }: TrainingSet): number {
  let passed = 0
  for (const { vector, count } of candidates.values()) if (vector.includes(level)) passed += count
  return passed
}

/** How often each level is met where its field is stated. */
function probabilitiesOf(all: readonly { vector: LevelVector; weight: number }[]): Probabilities {
  const counts = new Map(ALL.map((level) => [level, PSEUDO_COUNT]))
  for (const { vector, weight } of all) for (const level of vector) counts.set(level, (counts.get(level) ?? 0) + weight)
  const timesOf = (level: Level) => levelsOfField(level).reduce((sum, rival) => sum + (counts.get(rival) ?? 0), 0)
  return new Map(ALL.map((level) => [level, (counts.get(level) ?? 0) / timesOf(level)]))
}

/** The chance that a pair of these levels is one work. */
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
 * Titles that differ are no candidates: what they say is counted in records that an id ties. A level of title that was
 * never met is worth as little as the least of those that were.
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
  // safe: one entry a level
  return Object.fromEntries(bits) as Record<Level, number>
}

const round = (bits: number) => Math.round(bits * 10) / 10
