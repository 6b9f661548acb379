import { platformFamilies } from '../../state/vocabulary'

/** Families of several platforms all of which have been chosen, with the slugs of those. */
export type WholeFamilies = ReadonlyMap<string, readonly string[]>

/** Returns the families of which every platform is among some. */
export const wholeFamilies = (slugs: readonly string[]): WholeFamilies =>
  new Map(
    [...platformFamilies.value]
      .map(([family, all]) => [family, all.map(({ value }) => value)] as const)
      .filter(([, all]) => all.length > 1 && all.every((slug) => slugs.includes(slug))),
  )
