import type { MatchRecord } from '#catalogue/match/cluster'
import type { MatchFeatures } from '#catalogue/match/features'
import type { Cause } from './cause'
import { type Examined, examine } from './examined'
import { causeOfFalse } from './joined'
import { causeOfMissed, NEVER_MET } from './missed'

/** The components a result was decided from, and what a record of them is called in its pairs. */
export type Decided = { components: readonly (readonly MatchRecord[])[]; nameOf: (record: MatchRecord) => string }

/** Tells why a pair of names is an error. */
export type CauseOf = (one: string, other: string) => Cause

/** What tells why pairs were missed, and why they were joined. A component is examined once, when it is first asked for. */
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
      if (shared === undefined) return NEVER_MET
      const component = at(shared)
      const named = (name: string): MatchFeatures[] => component.subjects.filter(({ item }) => nameOf(item) === name)
      return causeOf(named(one), named(other), component)
    }
  return { ofMissed: ask(causeOfMissed), ofFalse: ask(causeOfFalse) }
}
