import type { MatchFeatures, MatchRecord } from './features'
import { isTypo, typoKeyOf } from './typo'

/** Two records worth comparing, in the order of the list. */
export type CandidatePair<T extends MatchRecord = MatchRecord> = readonly [
  one: MatchFeatures<T>,
  other: MatchFeatures<T>,
]

type Index = Map<string, MatchFeatures[]>

function add(index: Index, key: string, subject: MatchFeatures): void {
  const block = index.get(key)
  if (block) block.push(subject)
  else index.set(key, [subject])
}

/** Whether records of a shorter and a longer name, or of two spellings, may be compared at all. */
type Gate = (some: readonly MatchFeatures[], others: readonly MatchFeatures[]) => boolean

/** Nobody tells the two apart: they are one title each, and no list holds both. */
const AS_ONE: Gate = (some, others) => isOneTitle(others) && !areInOneList(some, others)

/** Every gate open: for learning how often two works come that close. */
export const EVERY_PAIR: Gate = () => true

/** Open where there is but one longer or other name, whoever lists both. */
export const ONE_TITLE: Gate = (_, others) => isOneTitle(others)

/** The pairs of a component that share a title, a name or an id, or all of a title but a subtitle or a letter; each once. */
export function candidatePairs<T extends MatchRecord>(
  subjects: readonly MatchFeatures<T>[],
  gate: Gate = AS_ONE,
): CandidatePair<T>[] {
  const places = new Map<MatchFeatures, number>(subjects.map((subject, at) => [subject, at]))
  const met = new Set<number>()
  const meet = (one: MatchFeatures, other: MatchFeatures) => {
    const [a = 0, b = 0] = [places.get(one), places.get(other)]
    if (a !== b) met.add(Math.min(a, b) * subjects.length + Math.max(a, b))
  }
  const byTitle: Index = new Map()
  for (const subject of subjects) if (subject.title.compact !== '') add(byTitle, subject.title.compact, subject)
  for (const block of byTitle.values()) meetAll(block, meet)
  meetByName(subjects, byTitle, meet)
  meetById(subjects, meet)
  meetByStem(subjects, byTitle, gate, meet)
  meetBySlip(byTitle, gate, meet)
  return [...met]
    .sort((one, other) => one - other)
    .flatMap((pair) => {
      const [one, other] = [subjects[Math.floor(pair / subjects.length)], subjects[pair % subjects.length]]
      return one && other ? [[one, other] as const] : []
    })
}

type Meet = (one: MatchFeatures, other: MatchFeatures) => void

function meetAll(block: readonly MatchFeatures[], meet: Meet): void {
  block.forEach((one, at) => {
    for (let next = at + 1; next < block.length; next++) {
      const other = block[next]
      if (other) meet(one, other)
    }
  })
}

function meetByName(subjects: readonly MatchFeatures[], byTitle: Index, meet: Meet): void {
  const byName: Index = new Map()
  for (const subject of subjects)
    for (const name of subject.names) {
      add(byName, name, subject)
      for (const other of byTitle.get(name) ?? []) meet(subject, other)
    }
  for (const block of byName.values()) meetAll(block, meet)
}

function meetById(subjects: readonly MatchFeatures[], meet: Meet): void {
  const byId: Index = new Map()
  for (const subject of subjects) {
    const { source, key } = subject.item.ref
    const ids = new Set([`${source}\n${key}`, ...subject.ids.map(([space, id]) => `${space}\n${id}`)])
    for (const id of ids) add(byId, id, subject)
  }
  for (const block of byId.values()) meetAll(block, meet)
}

const isOneTitle = (subjects: readonly MatchFeatures[]) =>
  new Set(subjects.map(({ title }) => title.compact)).size === 1

function areInOneList(some: readonly MatchFeatures[], others: readonly MatchFeatures[]): boolean {
  const lists = new Set(others.map(({ list }) => list))
  return some.some(({ list }) => lists.has(list))
}

/** A shorter name may be that of the one longer title that begins with it. */
function meetByStem(subjects: readonly MatchFeatures[], byTitle: Index, gate: Gate, meet: Meet): void {
  const byStem: Index = new Map()
  for (const subject of subjects) for (const stem of subject.title.stems) add(byStem, stem, subject)
  for (const [stem, longer] of byStem) {
    const shorter = byTitle.get(stem) ?? []
    if (gate(shorter, longer)) meetAcross(shorter, longer, meet)
  }
}

function meetAcross(some: readonly MatchFeatures[], others: readonly MatchFeatures[], meet: Meet): void {
  for (const one of some) for (const other of others) meet(one, other)
}

function meetBySlip(byTitle: Index, gate: Gate, meet: Meet): void {
  const bySlip = Map.groupBy(byTitle, ([compact, [first]]) => typoKeyOf(compact, first?.title.numbers ?? []))
  bySlip.delete('')
  for (const spellings of bySlip.values())
    spellings.forEach(([one, some], at) => {
      for (const [other, others] of spellings.slice(at + 1))
        if (isTypo(one, other) && gate(some, others)) meetAcross(some, others, meet)
    })
}
