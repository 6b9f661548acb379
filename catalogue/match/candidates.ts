import type { MatchFeatures, MatchRecord } from './features'
import { isTypo, typoKeyOf } from './typo'

/** Two records to compare, in the order in which they were given. */
export type CandidatePair<T extends MatchRecord = MatchRecord> = readonly [
  one: MatchFeatures<T>,
  other: MatchFeatures<T>,
]

type Index = Map<string, MatchFeatures[]>

function addToBlock(index: Index, key: string, record: MatchFeatures): void {
  const block = index.get(key)
  if (block) block.push(record)
  else index.set(key, [record])
}

/** Test for records whose titles differ by a subtitle (the longer titles second) or by a typo: true makes them candidates. */
type Gate = (some: readonly MatchFeatures[], others: readonly MatchFeatures[]) => boolean

/** Gate that is open if the second records all have one title and no dataset has records on both sides. */
const UNAMBIGUOUS: Gate = (some, others) => isOneTitle(others) && !shareDataset(some, others)

/** Gate that is always open, to count for training how often two games have titles that close. */
export const EVERY_PAIR: Gate = () => true

/** Gate that is open if the second records all have one title, even if one dataset has both titles. */
export const ONE_TITLE: Gate = (_, others) => isOneTitle(others)

/**
 * Returns the pairs of records that share a title, an alternative name or an id, and, where the gate is open, those whose
 * titles differ by a subtitle or a typo. Each pair occurs once.
 */
export function candidatePairs<T extends MatchRecord>(
  features: readonly MatchFeatures<T>[],
  gate: Gate = UNAMBIGUOUS,
): CandidatePair<T>[] {
  const indexOf = new Map<MatchFeatures, number>(features.map((record, at) => [record, at]))
  const pairs = new Set<number>()
  visitPairs(features, gate, (one, other) => {
    const [a = 0, b = 0] = [indexOf.get(one), indexOf.get(other)]
    if (a !== b) pairs.add(Math.min(a, b) * features.length + Math.max(a, b))
  })
  return [...pairs]
    .sort((one, other) => one - other)
    .flatMap((pair) => {
      const [one, other] = [features[Math.floor(pair / features.length)], features[pair % features.length]]
      return one && other ? [[one, other] as const] : []
    })
}

/** Returns those of the other records, in their order, that `candidatePairs` of all of them pairs with `one`. */
export function candidatesOf<T extends MatchRecord>(
  one: MatchFeatures<T>,
  others: readonly MatchFeatures<T>[],
): MatchFeatures<T>[] {
  const found = new Set<MatchFeatures>()
  visitPairs([one, ...others], UNAMBIGUOUS, (some, other) => {
    if (some === one) found.add(other)
    else if (other === one) found.add(some)
  })
  return others.filter((other) => found.has(other))
}

/** Calls `addPair` for each pair of candidates, for some pairs more than once. */
function visitPairs(features: readonly MatchFeatures[], gate: Gate, addPair: AddPair): void {
  const byTitle: Index = new Map()
  for (const record of features) if (record.title.compact !== '') addToBlock(byTitle, record.title.compact, record)
  for (const block of byTitle.values()) pairWithin(block, addPair)
  pairByName(features, byTitle, addPair)
  pairById(features, addPair)
  pairByStem(features, byTitle, gate, addPair)
  pairByTypo(byTitle, gate, addPair)
}

type AddPair = (one: MatchFeatures, other: MatchFeatures) => void

function pairWithin(block: readonly MatchFeatures[], addPair: AddPair): void {
  block.forEach((one, at) => {
    for (let next = at + 1; next < block.length; next++) {
      const other = block[next]
      if (other) addPair(one, other)
    }
  })
}

function pairByName(features: readonly MatchFeatures[], byTitle: Index, addPair: AddPair): void {
  const byName: Index = new Map()
  for (const record of features)
    for (const name of record.names) {
      addToBlock(byName, name, record)
      for (const other of byTitle.get(name) ?? []) addPair(record, other)
    }
  for (const block of byName.values()) pairWithin(block, addPair)
}

function pairById(features: readonly MatchFeatures[], addPair: AddPair): void {
  const byId: Index = new Map()
  for (const record of features) {
    const { source, key } = record.item.ref
    const ids = new Set([`${source}\n${key}`, ...record.ids.map(([space, id]) => `${space}\n${id}`)])
    for (const id of ids) addToBlock(byId, id, record)
  }
  for (const block of byId.values()) pairWithin(block, addPair)
}

const isOneTitle = (features: readonly MatchFeatures[]) =>
  new Set(features.map(({ title }) => title.compact)).size === 1

function shareDataset(some: readonly MatchFeatures[], others: readonly MatchFeatures[]): boolean {
  const datasets = new Set(others.map(({ dataset }) => dataset))
  return some.some(({ dataset }) => datasets.has(dataset))
}

/** Pairs each title with the longer titles that have it as a stem. */
function pairByStem(features: readonly MatchFeatures[], byTitle: Index, gate: Gate, addPair: AddPair): void {
  const byStem: Index = new Map()
  for (const record of features) for (const stem of record.title.stems) addToBlock(byStem, stem, record)
  for (const [stem, longer] of byStem) {
    const shorter = byTitle.get(stem) ?? []
    if (gate(shorter, longer)) pairAcross(shorter, longer, addPair)
  }
}

function pairAcross(some: readonly MatchFeatures[], others: readonly MatchFeatures[], addPair: AddPair): void {
  for (const one of some) for (const other of others) addPair(one, other)
}

function pairByTypo(byTitle: Index, gate: Gate, addPair: AddPair): void {
  const byTypoKey = Map.groupBy(byTitle, ([compact, [first]]) => typoKeyOf(compact, first?.title.numbers ?? []))
  byTypoKey.delete('')
  for (const spellings of byTypoKey.values())
    spellings.forEach(([one, some], at) => {
      for (const [other, others] of spellings.slice(at + 1))
        if (isTypo(one, other) && gate(some, others)) pairAcross(some, others, addPair)
    })
}
