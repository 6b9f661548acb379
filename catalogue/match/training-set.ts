import { type CandidatePair, candidatePairs, EVERY_PAIR } from './candidates'
import { levelsOf, share, shareId, shareTitle } from './compare'
import { LEVELS, type Level, type LevelVector } from './comparison-levels'
import { componentsOf } from './components'
import { type MatchFeatures, type MatchRecord, matchFeatures } from './features'
import { NO_HOMONYMS } from './homonyms'
import { vetoOf } from './veto'

/** How often each vector of levels was met. */
export type VectorCounts = Map<string, { vector: LevelVector; count: number }>

/** What there is to learn from, none of it labelled by anybody. */
export type TrainingSet = {
  records: number
  /** Pairs of two lists that may be one work. */
  candidates: VectorCounts
  /** Pairs of two lists in all. */
  comparisons: number
  /** Pairs of two lists drawn at random, which hardly ever are one work. */
  random: VectorCounts
  /** How often pairs of two lists come to a level before the lists are asked whether they tell the two apart. */
  ungated: Map<Level, number>
  /** How two entries of one list for one platform compare that come close: whoever lists two things knows them to be two. */
  sameList: Map<Level, number>
  /** How the companies of such entries compare whose titles are equal: two works of one title are often of one series and house. */
  sameListCompanies: Map<Level, number>
  /** Pairs of one list and platform in all. */
  sameListComparisons: number
  /** How the titles of records compare that an id ties. */
  sharedId: Map<Level, number>
}

const RANDOM_PAIRS = 500_000

/**
 * Draws from records what weights are learned from.
 *
 * The same records give the same lesson.
 */
export function trainingSetOf(records: readonly MatchRecord[]): TrainingSet {
  const components = componentsOf(records).map((component) => component.map((record) => matchFeatures(record)))
  const features = components.flat()
  const set: TrainingSet = {
    records: records.length,
    candidates: new Map(),
    comparisons: pairsOfTwoLists(features),
    random: new Map(),
    ungated: new Map(),
    sameList: new Map(),
    sameListCompanies: new Map(),
    sameListComparisons: pairsOfOneList(features),
    sharedId: new Map(),
  }
  for (const component of components) if (component.length > 1) addComponent(component, set)
  addRandomPairs(features, set)
  return set
}

function addComponent(features: readonly MatchFeatures[], set: TrainingSet): void {
  const { candidates, ungated, sharedId } = set
  for (const [one, other] of candidatePairs(features).filter(areOfTwoLists)) {
    if (shareId(one, other)) count(sharedId, titleLevelOf(one, other))
    else if (!vetoOf(one, other, NO_HOMONYMS)) countVector(candidates, levelsOf(one, other))
  }
  for (const pair of candidatePairs(features, EVERY_PAIR))
    if (areOfTwoLists(pair)) countUngated(pair, ungated)
    else if (share(pair[0].platforms, pair[1].platforms)) countSameList(pair, set)
}

const areOfTwoLists = ([one, other]: CandidatePair) => one.list !== other.list

function countUngated([one, other]: CandidatePair, ungated: TrainingSet['ungated']): void {
  if (!shareId(one, other) && !vetoOf(one, other, NO_HOMONYMS)) count(ungated, titleLevelOf(one, other))
}

function countSameList([one, other]: CandidatePair, { sameList, sameListCompanies }: TrainingSet): void {
  const [title = 'titleDiffers', ...rest] = levelsOf(one, other)
  count(sameList, title)
  const company = rest.find((level) => LEVELS[level].field === 'company')
  if (company && shareTitle(one, other)) count(sameListCompanies, company)
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
    if (one && other && one.list !== other.list) countVector(random, levelsOf(one, other))
  }
}

/** Numbers below a limit, in an order that looks like chance and is always the same (a linear congruence). */
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

const pairsOfTwoLists = (features: readonly MatchFeatures[]): number =>
  pairsWithin([features]) - pairsWithin(Map.groupBy(features, ({ list }) => list).values())

/** Records of several platforms count for the first alone: an estimate of the right size is enough. */
const pairsOfOneList = (features: readonly MatchFeatures[]): number =>
  pairsWithin(Map.groupBy(features, ({ list, platforms: [first = ''] }) => `${list}\n${first}`).values())
