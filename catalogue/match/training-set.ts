import { type CandidatePair, candidatePairs, EVERY_PAIR } from './candidates'
import { levelsOf, share, shareId, shareTitle } from './compare'
import { LEVELS, type Level, type LevelVector } from './comparison-levels'
import { componentsOf } from './components'
import { type MatchFeatures, type MatchRecord, matchFeatures } from './features'
import { NO_HOMONYMS } from './homonyms'
import { vetoOf } from './veto'

/** Number of pairs with each vector of levels, by the levels joined. */
export type VectorCounts = Map<string, { vector: LevelVector; count: number }>

/** Unlabelled counts that a model is trained from. */
export type TrainingSet = {
  records: number
  /** Candidate pairs of two datasets, without vetoes and without shared ids. */
  candidates: VectorCounts
  /** Number of all pairs of two datasets. */
  comparisons: number
  /** Random pairs of two datasets, hardly any of which is one game. */
  random: VectorCounts
  /** Title levels of pairs of two datasets as in `candidates`, but with every gate open. */
  ungated: Map<Level, number>
  /**
   * Title levels of candidate pairs, with every gate open, of one dataset with a common platform: two such records are assumed
   * to be two games.
   */
  sameDataset: Map<Level, number>
  /** Company levels of the pairs of `sameDataset` with equal titles: two games of one title often share series and company. */
  sameDatasetCompanies: Map<Level, number>
  /** Number of all pairs of one dataset and platform, an estimate. */
  sameDatasetComparisons: number
  /** Title levels of candidate pairs of two datasets that share an id. */
  sharedId: Map<Level, number>
}

/** Pairs that are drawn; those of one dataset are not counted. */
const RANDOM_PAIRS = 500_000

/**
 * Counts comparison levels for training. Deterministic: the same records give the same counts.
 */
export function trainingSetOf(records: readonly MatchRecord[]): TrainingSet {
  const components = componentsOf(records).map((component) => component.map((record) => matchFeatures(record)))
  const features = components.flat()
  const set: TrainingSet = {
    records: records.length,
    candidates: new Map(),
    comparisons: pairsOfTwoDatasets(features),
    random: new Map(),
    ungated: new Map(),
    sameDataset: new Map(),
    sameDatasetCompanies: new Map(),
    sameDatasetComparisons: pairsOfOneDataset(features),
    sharedId: new Map(),
  }
  for (const component of components) if (component.length > 1) addComponent(component, set)
  addRandomPairs(features, set)
  return set
}

function addComponent(features: readonly MatchFeatures[], set: TrainingSet): void {
  const { candidates, ungated, sharedId } = set
  for (const [one, other] of candidatePairs(features).filter(areOfTwoDatasets)) {
    if (shareId(one, other)) count(sharedId, titleLevelOf(one, other))
    else if (!vetoOf(one, other, NO_HOMONYMS)) countVector(candidates, levelsOf(one, other))
  }
  for (const pair of candidatePairs(features, EVERY_PAIR))
    if (areOfTwoDatasets(pair)) countUngated(pair, ungated)
    else if (share(pair[0].platforms, pair[1].platforms)) countSameDataset(pair, set)
}

const areOfTwoDatasets = ([one, other]: CandidatePair) => one.dataset !== other.dataset

function countUngated([one, other]: CandidatePair, ungated: TrainingSet['ungated']): void {
  if (!shareId(one, other) && !vetoOf(one, other, NO_HOMONYMS)) count(ungated, titleLevelOf(one, other))
}

function countSameDataset([one, other]: CandidatePair, { sameDataset, sameDatasetCompanies }: TrainingSet): void {
  const [title = 'titleDiffers', ...rest] = levelsOf(one, other)
  count(sameDataset, title)
  const company = rest.find((level) => LEVELS[level].field === 'company')
  if (company && shareTitle(one, other)) count(sameDatasetCompanies, company)
}

const titleLevelOf = (one: MatchFeatures, other: MatchFeatures): Level => levelsOf(one, other)[0] ?? 'titleDiffers'

function count<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

function countVector(counts: VectorCounts, vector: LevelVector): void {
  const name = vector.join()
  const known = counts.get(name)
  if (known) known.count++
  else counts.set(name, { vector, count: 1 })
}

function addRandomPairs(features: readonly MatchFeatures[], { random }: TrainingSet): void {
  const next = randomBelow(features.length)
  for (let drawn = 0; drawn < RANDOM_PAIRS && features.length > 1; drawn++) {
    const [one, other] = [features[next()], features[next()]]
    if (one && other && one.dataset !== other.dataset) countVector(random, levelsOf(one, other))
  }
}

/**
 * Returns a generator of pseudo-random integers in [0, limit), the same sequence each time: a linear congruential generator
 * with the constants of Numerical Recipes.
 */
function randomBelow(limit: number): () => number {
  let state = 4711
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return Math.floor((state / 4_294_967_296) * limit)
  }
}

const pairsWithin = (groups: Iterable<readonly unknown[]>): number => {
  let pairs = 0
  for (const { length } of groups) pairs += (length * (length - 1)) / 2
  return pairs
}

const pairsOfTwoDatasets = (features: readonly MatchFeatures[]): number =>
  pairsWithin([features]) - pairsWithin(Map.groupBy(features, ({ dataset }) => dataset).values())

/** Returns the number of pairs of one dataset and platform. An estimate: a record counts for its first platform only. */
const pairsOfOneDataset = (features: readonly MatchFeatures[]): number =>
  pairsWithin(Map.groupBy(features, ({ dataset, platforms: [first = ''] }) => `${dataset}\n${first}`).values())
