import type { MatchRecord } from '#catalogue/match/cluster'
import type { MatchFeatures } from '#catalogue/match/features'
import type { Cause } from './cause'
import { type Examined, examine } from './examined'
import { causeOfFalse } from './joined'
import { causeOfMissed, NO_SHARED_KEY } from './missed'

/** Components that a result was computed from; `nameOf` gives the name of a record in its pairs. */
export type Decided = { components: readonly (readonly MatchRecord[])[]; nameOf: (record: MatchRecord) => string }

/** Function that returns why a pair of names is an error. */
export type CauseOf = (one: string, other: string) => Cause

/** Returns functions for the causes of missed and of false pairs. Each component is examined once, on first use. */
export function causesIn({ components, nameOf }: Decided): { ofMissed: CauseOf; ofFalse: CauseOf } {
  const homes = new Map<string, Set<number>>()
  components.forEach((component, at) => {
    for (const record of component) homes.set(nameOf(record), (homes.get(nameOf(record)) ?? new Set()).add(at))
  })
  const examined = new Map<number, Examined>()
  const at = (place: number): Examined => {
    const known = examined.get(place) ?? examine(components[place] ?? [])
    examined.set(place, known)
    return known
  }
  const ask =
    (causeOf: typeof causeOfMissed): CauseOf =>
    (one, other) => {
      const [shared] = homes.get(one)?.intersection(homes.get(other) ?? new Set()) ?? []
      if (shared === undefined) return NO_SHARED_KEY
      const component = at(shared)
      const named = (name: string): MatchFeatures[] => component.subjects.filter(({ item }) => nameOf(item) === name)
      return causeOf(named(one), named(other), component)
    }
  return { ofMissed: ask(causeOfMissed), ofFalse: ask(causeOfFalse) }
}
