/** Id of a game in an id space of another source: `steam`, `gog-slug`. */
export type ExternalId = [space: string, id: string]

/**
 * Returns one id per space: of several the lowest. A shorter id counts as lower than a longer one.
 *
 * A shop sells one game in several packages. The oldest, which has the lowest id, is most often the game itself; and two
 * sources that choose by the same rule agree.
 */
export function lowestIds(ids: readonly ExternalId[]): Record<string, string> {
  const lowest: Record<string, string> = {}
  for (const [space, id] of ids) {
    const known = lowest[space]
    if (known === undefined || isLower(id, known)) lowest[space] = id
  }
  return lowest
}

const isLower = (id: string, other: string): boolean =>
  id.length === other.length ? id < other : id.length < other.length
