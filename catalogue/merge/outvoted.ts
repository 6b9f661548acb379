import { type Ranked, voiceOf } from './rank'

/** Voices that one which is alone must have against it to lose, whatever its trust. */
const ENOUGH_AGAINST = 3

/** Voices that must state a field before the least trusted of them can be overruled. */
const FEWEST_VOICES = 3

/** Returns the highest trust of each voice among these records. */
export function trustByVoice(records: readonly Ranked[]): ReadonlyMap<string, number> {
  const trusts = new Map<string, number>()
  for (const by of records) trusts.set(voiceOf(by), Math.max(by.trust, trusts.get(voiceOf(by)) ?? 0))
  return trusts
}

/** Returns the least trusted of at least three voices; `undefined` for fewer, and if two are trusted as little. */
export function weakestVoice(trusts: ReadonlyMap<string, number>): string | undefined {
  if (trusts.size < FEWEST_VOICES) return undefined
  const [[weakest, lowest] = [], [, next] = []] = [...trusts].sort(([, one], [, other]) => one - other)
  return lowest === next ? undefined : weakest
}

/** True if a voice has at least three others against it, one of which is trusted as much. */
export function isOutvoted(voice: string, trusts: ReadonlyMap<string, number>): boolean {
  const others = [...trusts].filter(([other]) => other !== voice)
  return others.length >= ENOUGH_AGAINST && others.some(([, trust]) => trust >= (trusts.get(voice) ?? 0))
}
