import { areContradictory, type ComparedField } from '#catalogue/merge/disputes'
import { createPause } from '#lib/turn'

/** The number of games for which two sources both state a field, and of those for which all that they state contradicts. */
export type Disagreement = { field: ComparedField; one: string; other: string; games: number; differ: number }

/** Values that a source states of a field of one game. */
type StatedValues = { source: string; values: readonly unknown[] }

/** Values that sources state of a field of one game, by source. */
export type StatedField = { field: ComparedField; sources: readonly StatedValues[] }

const agreeOnNothing = (field: ComparedField, one: StatedValues, other: StatedValues): boolean =>
  one.values.every((value) => other.values.every((against) => areContradictory(field, value, against)))

const pairsOf = (sources: readonly StatedValues[]) =>
  sources.flatMap((one, at) => sources.slice(at + 1).map((other) => [one, other] as const))

/** Counts the games that two sources state a field of, for each field and pair of sources. Other work gets its turns meanwhile. */
export async function compareSources(stated: readonly StatedField[]): Promise<Disagreement[]> {
  const counted = new Map<string, Disagreement>()
  const pause = createPause()
  for (const { field, sources } of stated) {
    await pause()
    for (const [one, other] of pairsOf(sources)) {
      const key = [field, one.source, other.source].join(' ')
      const pair = counted.get(key) ?? { field, one: one.source, other: other.source, games: 0, differ: 0 }
      counted.set(key, pair)
      pair.games++
      if (agreeOnNothing(field, one, other)) pair.differ++
    }
  }
  return [...counted.values()]
}
