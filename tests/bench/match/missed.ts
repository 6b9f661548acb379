import type { MatchFeatures } from '#catalogue/match/features'
import { isCertain, VETOES } from '#catalogue/match/veto'
import { type Cause, inWords, told } from './cause'
import { type Examined, weigh } from './examined'

/** How far two records of one work came, from not at all to all but one. */
const STAGES = ['no shared key', 'not compared', 'veto', 'too little evidence', 'cluster veto'] as const

/** What stopped two records. */
type Miss = { stage: (typeof STAGES)[number]; cause: string; detail: string }

/** Why records that no component holds both of were not joined. */
export const NEVER_MET: Cause = { cause: 'no shared key', detail: '', isAsked: false }

/** Why no record of the first list stands in one work with any of the second: what stopped the two that came farthest. */
export function causeOfMissed(
  some: readonly MatchFeatures[],
  others: readonly MatchFeatures[],
  component: Examined,
): Cause {
  const misses = some.flatMap((one) => others.map((other) => missOf(one, other, component)))
  const [{ cause, detail } = NEVER_MET] = misses.sort(byStage)
  return { cause, detail, isAsked: some.some((one) => others.some((other) => component.isAsked(one, other))) }
}

const byStage = (one: Miss, other: Miss) => STAGES.indexOf(other.stage) - STAGES.indexOf(one.stage)

function missOf(one: MatchFeatures, other: MatchFeatures, component: Examined): Miss {
  if (!component.isCandidate(one, other)) return notCompared(one, other, component)
  const veto = component.vetoOf(one, other)
  if (veto) return { stage: 'veto', cause: `veto: ${VETOES[veto]}`, detail: `${told(one)} and ${told(other)}` }
  const { evidence, lacks } = weigh(one, other)
  if (lacks === undefined) return keptApart(one, other, component)
  return { stage: 'too little evidence', cause: 'too little evidence', detail: `${lacks}: ${inWords(evidence)}` }
}

function notCompared(one: MatchFeatures, other: MatchFeatures, { subjects, isClose, isAlone }: Examined): Miss {
  const because = isAlone(one, other) ? 'one list has both names' : 'the shorter name could be that of several'
  const isNear = isClose(one, other)
  return {
    stage: 'not compared',
    cause: `not compared: ${isNear ? because : 'only other records connect them'}`,
    detail: isNear ? longerNames([one, other], subjects).join(', ') : '',
  }
}

/** The titles that begin with that of any of the records. */
const longerNames = (shorter: readonly MatchFeatures[], subjects: readonly MatchFeatures[]): string[] => [
  ...new Map(
    subjects
      .filter(({ title: { stems } }) => shorter.some(({ title }) => stems.includes(title.compact)))
      .map(({ title, item }) => [title.compact, item.record.title]),
  ).values(),
]

/** The two would be joined, but a record that one of them stands with contradicts one on the other side, if not for certain. */
function keptApart(one: MatchFeatures, other: MatchFeatures, { workOf, vetoOf }: Examined): Miss {
  const contradictions = workOf(one).flatMap((member) =>
    workOf(other).flatMap((stranger) => {
      const veto = vetoOf(member, stranger)
      return veto ? [{ veto, detail: `${told(member)} and ${told(stranger)}` }] : []
    }),
  )
  const found = contradictions.find(({ veto }) => isCertain(veto)) ?? contradictions[0]
  if (!found) return { stage: 'cluster veto', cause: 'unexplained', detail: '' }
  return { stage: 'cluster veto', cause: `cluster veto: ${VETOES[found.veto]}`, detail: found.detail }
}
