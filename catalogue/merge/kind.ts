import type { Kind } from '#catalogue/record'
import type { Provenance } from './provenance'
import { choose, type Ranked, statedBy } from './rank'

/** What kind of work it is: to most sources everything is a game, so whoever says more than that says it more fully. */
export function mergeKind(ranked: readonly Ranked[], provenance: Provenance): Kind {
  const stated = statedBy(ranked, ({ record }) => record.kind)
  const fuller = stated.filter(({ value }) => value !== 'game')
  if (fuller.length === 0 || fuller.length === stated.length) return choose(provenance, 'kind', stated) ?? 'game'
  const games = stated.filter(({ value }) => value === 'game')
  return choose(provenance, 'kind', [...fuller, ...games], 'completeness') ?? 'game'
}
