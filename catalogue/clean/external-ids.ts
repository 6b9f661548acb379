/** The id of a work in the space of another source. */
export type ExternalId = [space: string, id: string]

/**
 * One id of each space: of several the lowest, shorter ones first.
 *
 * A shop sells a work in several packages; the one it had first is most often the work itself, and sources that choose alike agree.
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
