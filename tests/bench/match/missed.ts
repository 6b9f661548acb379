import type { MatchFeatures } from '#catalogue/match/features'
import { isCertain, VETOES } from '#catalogue/match/veto'
import { type Cause, evidenceText, featuresText } from './cause'
import { type Examined, weigh } from './examined'

/** Stages of matching at which two records of one work can be stopped, from first to last. */
const STAGES = ['no shared key', 'not compared', 'veto', 'too little evidence', 'cluster veto'] as const

/** Stage at which two records were stopped, and why. */
type Miss = { stage: (typeof STAGES)[number]; cause: string; detail: string }

/** Cause for records that are in no common component. */
export const NO_SHARED_KEY: Cause = { cause: 'no shared key', detail: '', isAsked: false }

/** Returns why no record of `some` is in one cluster with one of `others`: the cause for the pair that was stopped last. */
export function causeOfMissed(
  some: readonly MatchFeatures[],
  others: readonly MatchFeatures[],
  component: Examined,
): Cause {
  const misses = some.flatMap((one) => others.map((other) => missOf(one, other, component)))
  const [{ cause, detail } = NO_SHARED_KEY] = misses.sort(byStage)
  return { cause, detail, isAsked: some.some((one) => others.some((other) => component.isAsked(one, other))) }
}

const byStage = (one: Miss, other: Miss) => STAGES.indexOf(other.stage) - STAGES.indexOf(one.stage)

function missOf(one: MatchFeatures, other: MatchFeatures, component: Examined): Miss {
  if (!component.isCandidate(one, other)) return notCompared(one, other, component)
  const veto = component.vetoOf(one, other)
  if (veto)
    return { stage: 'veto', cause: `veto: ${VETOES[veto]}`, detail: `${featuresText(one)} and ${featuresText(other)}` }
  const { evidence, lacks } = weigh(one, other)
  if (lacks === undefined) return keptApart(one, other, component)
  return { stage: 'too little evidence', cause: 'too little evidence', detail: `${lacks}: ${evidenceText(evidence)}` }
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

/** Returns the titles that begin with the title of one of the records. */
const longerNames = (shorter: readonly MatchFeatures[], subjects: readonly MatchFeatures[]): string[] => [
  ...new Map(
    subjects
      .filter(({ title: { stems } }) => shorter.some(({ title }) => stems.includes(title.compact)))
      .map(({ title, item }) => [title.compact, item.record.title]),
  ).values(),
]

/** Returns the veto between the clusters of two records that would be linked otherwise; a certain veto first. */
function keptApart(one: MatchFeatures, other: MatchFeatures, { workOf, vetoOf }: Examined): Miss {
  const contradictions = workOf(one).flatMap((member) =>
    workOf(other).flatMap((stranger) => {
      const veto = vetoOf(member, stranger)
      return veto ? [{ veto, detail: `${featuresText(member)} and ${featuresText(stranger)}` }] : []
    }),
  )
  const found = contradictions.find(({ veto }) => isCertain(veto)) ?? contradictions[0]
  if (!found) return { stage: 'cluster veto', cause: 'unexplained', detail: '' }
  return { stage: 'cluster veto', cause: `cluster veto: ${VETOES[found.veto]}`, detail: found.detail }
}
