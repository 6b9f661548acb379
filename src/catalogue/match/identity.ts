/** A record of a component with the game it belongs to today, `null` while it has none. Ids grow with age of arrival. */
export type Member = { recordId: number; gameId: string | null }

/** Which game each cluster is (`null`: a new one), in the order of the clusters, and which games end in which cluster. */
export type Identities = { games: (string | null)[]; merged: { gameId: string; into: number }[] }

/**
 * Decides which game lives on in which cluster of a component that was clustered anew.
 *
 * A game goes where its oldest record goes. Where several games meet in one cluster, the one of the oldest record keeps
 * id and slug and the others are merged into it; a cluster that inherits none is a new game.
 */
export function identifyClusters(clusters: readonly (readonly Member[])[]): Identities {
  const heirs = oldestMembers(clusters)
  const games: (string | null)[] = clusters.map(() => null)
  const merged: Identities['merged'] = []
  for (const { gameId, cluster } of heirs) {
    if (games[cluster] === null) games[cluster] = gameId
    else merged.push({ gameId, into: cluster })
  }
  return { games, merged }
}

/** For each game its oldest record's cluster, oldest records first. */
function oldestMembers(clusters: readonly (readonly Member[])[]): { gameId: string; cluster: number }[] {
  const oldest = new Map<string, { recordId: number; cluster: number }>()
  for (const [cluster, members] of clusters.entries())
    for (const { recordId, gameId } of members) {
      const known = gameId === null ? undefined : oldest.get(gameId)
      if (gameId !== null && (!known || recordId < known.recordId)) oldest.set(gameId, { recordId, cluster })
    }
  return [...oldest]
    .sort(([, a], [, b]) => a.recordId - b.recordId)
    .map(([gameId, { cluster }]) => ({ gameId, cluster }))
}
