import { LEVELS, type Level, type LevelVector, type MatchModel, type Weights } from './comparison-levels'
import type { TrainingSet } from './training-set'

/** A scale, with what the learning came to: the share of candidates that are one work, and the rounds it took. */
export type TrainedModel = { scale: MatchModel; share: number; rounds: number }

type Rates = ReadonlyMap<Level, number>

/** Fields are not quite independent: a port has another platform, year and house at once. A link may lack a bit of even odds. */
const SLACK = 1
/** Bits below the line of links in which a person is asked. */
const DOUBTFUL_BITS = 6

const MOST_ROUNDS = 200
const STEADY = 1e-9
const ENOUGH = 100
/** A level that was never met is no certainty: each is taken to have been met half a time more. */
const UNSEEN = 0.5
/** Where learning starts: candidates agree in each field more often than not. */
const AGREEING = 0.7
const AGREEMENT: ReadonlySet<Level> = new Set<Level>(['titleEqual', 'yearEqual', 'companyEqual', 'platformEqual'])

// safe: the keys of LEVELS are its levels
const ALL = Object.keys(LEVELS) as Level[]
const isOfTitle = (level: Level) => LEVELS[level].field === 'title'
const rivalsOf = (level: Level) => ALL.filter((other) => LEVELS[other].field === LEVELS[level].field)

/**
 * Learns what each level is worth by expectation maximisation, without labels (Fellegi and Sunter).
 *
 * How often two works come to a level stays as counted: for titles and houses in entries of one list, else in random pairs.
 * How often two records of one work do is what the rounds find out.
 */
export function trainWeights(lesson: TrainingSet): TrainedModel {
  const pairs = [...lesson.candidates.values()]
  const u = uProbabilities(lesson)
  let m: Rates = new Map(ALL.map((level) => [level, startOf(level)]))
  let matches = pairs.reduce((sum, { count }) => sum + count, 0)
  const candidates = matches
  let rounds = 0
  for (let change = 1; change > STEADY && rounds < MOST_ROUNDS; rounds++) {
    const judged = pairs.map(({ vector, count }) => ({
      vector,
      weight: count * chanceOf(vector, matches / lesson.comparisons, m, u),
    }))
    const next = judged.reduce((sum, { weight }) => sum + weight, 0)
    change = Math.abs(next - matches) / candidates
    matches = next
    m = ratesOf(judged)
  }
  const link = round(Math.log2(lesson.comparisons / matches)) - SLACK
  const scale = { link, review: round(link - DOUBTFUL_BITS), weights: weightsOf(m, u, lesson) }
  return { scale, share: matches / candidates, rounds }
}

const startOf = (level: Level): number =>
  AGREEMENT.has(level) ? AGREEING : (1 - AGREEING) / (rivalsOf(level).length - 1)

/**
 * How often each level is met in two works. Of titles that come close but are told apart by a list, few are candidates:
 * no more of two works than of all.
 */
function uProbabilities(lesson: TrainingSet): Rates {
  const rates = ratesOf([...lesson.random.values()].map(({ vector, count }) => ({ vector, weight: count })))
  const titles = ALL.filter((level) => isOfTitle(level) && level !== 'titleDiffers')
  return new Map([
    ...rates,
    ...titles.map((level) => [level, uProbabilityOf(level, lesson)] as const),
    ...companyUProbabilities(lesson),
  ])
}

/** How often two works of one title share a house, where enough of them were met to tell. */
function companyUProbabilities({ sameListCompanies }: TrainingSet): [Level, number][] {
  const met = [...sameListCompanies.values()].reduce((sum, one) => sum + one, 0)
  return met < ENOUGH ? [] : [...sameListCompanies].map(([level, times]) => [level, times / met])
}

function uProbabilityOf(level: Level, lesson: TrainingSet): number {
  const share = Math.min(1, (passedAt(level, lesson) + UNSEEN) / ((lesson.ungated.get(level) ?? 0) + UNSEEN))
  return (share * ((lesson.sameList.get(level) ?? 0) + UNSEEN)) / lesson.sameListComparisons
}

/** How many candidates come to a level. */
function passedAt(level: Level, { candidates }: TrainingSet): number {
  let passed = 0
  for (const { vector, count } of candidates.values()) if (vector.includes(level)) passed += count
  return passed
}

/** How often each level is met where its field is stated. */
function ratesOf(all: readonly { vector: LevelVector; weight: number }[]): Rates {
  const met = new Map(ALL.map((level) => [level, UNSEEN]))
  for (const { vector, weight } of all) for (const level of vector) met.set(level, (met.get(level) ?? 0) + weight)
  const timesOf = (level: Level) => rivalsOf(level).reduce((sum, rival) => sum + (met.get(rival) ?? 0), 0)
  return new Map(ALL.map((level) => [level, (met.get(level) ?? 0) / timesOf(level)]))
}

/** The chance that a pair of these levels is one work. */
function chanceOf(vector: LevelVector, prior: number, same: Rates, other: Rates): number {
  let one = prior
  let two = 1 - prior
  for (const level of vector) {
    one *= same.get(level) ?? 1
    two *= other.get(level) ?? 1
  }
  return one / (one + two)
}

/**
 * Titles that differ are no candidates: what they say is counted in records that an id ties. A level of title that was
 * never met is worth as little as the least of those that were.
 */
function weightsOf(same: Rates, other: Rates, lesson: TrainingSet): Weights {
  const tied = [...lesson.sharedId.values()].reduce((sum, one) => sum + one, 0)
  const differs = ((lesson.sharedId.get('titleDiffers') ?? 0) + UNSEEN) / (tied + 1)
  const rates = new Map([...same, ['titleDiffers', differs] as const])
  const bits = new Map(ALL.map((level) => [level, round(Math.log2((rates.get(level) ?? 1) / (other.get(level) ?? 1)))]))
  const titles = ALL.filter((level) => isOfTitle(level) && level !== 'titleDiffers')
  const met = titles.filter((level) => passedAt(level, lesson) > 0)
  const least = Math.min(...met.map((level) => bits.get(level) ?? 0))
  for (const level of titles) if (!met.includes(level)) bits.set(level, met.length > 0 ? least : 0)
  // safe: one entry a level
  return Object.fromEntries(bits) as Record<Level, number>
}

const round = (bits: number) => Math.round(bits * 10) / 10
