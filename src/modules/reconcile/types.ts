import { KINDS, type Kind } from '#catalogue/record'

/** A type or property of the reconciliation service. */
export type ReconcileTerm = { id: string; name: string; description?: string }

const KIND_NAMES: Readonly<Record<Kind, string>> = {
  game: 'Game',
  dlc: 'DLC',
  expansion: 'Expansion',
  bundle: 'Bundle',
  demo: 'Demo',
  remake: 'Remake',
  mod: 'Mod',
  soundtrack: 'Soundtrack',
  tool: 'Tool',
}

/** Types of entities: the kinds of games. */
export const TYPES: readonly ReconcileTerm[] = KINDS.map((kind) => ({ id: kind, name: KIND_NAMES[kind] }))

/** Returns the type of an entity. */
export const typeOfKind = (kind: Kind): ReconcileTerm => ({ id: kind, name: KIND_NAMES[kind] })

/**
 * Returns the kind that the types of a query restrict it to; `undefined` if they restrict it to none. `game` restricts nothing,
 * because lists of games have entries of every kind, and clients send it as the default.
 */
export function kindAsked(types: readonly string[]): Kind | undefined {
  const [kind, ...others] = KINDS.filter((each) => types.includes(each))
  return kind === 'game' || others.length > 0 ? undefined : kind
}
