/** A record of a component with the game it belongs to today, `null` while it has none. Ids grow with age of arrival. */
export type Member = { recordId: number; gameId: string | null }

/** Which game each cluster is (`null`: a new one), in the order of the clusters, and which games end in which cluster. */
export type Identities = { games: (string | null)[]; merged: { gameId: string; into: number }[] }

/**
 * Decides which game lives on in which cluster of a component that was clustered anew.
 *
 * A game goes where its oldest record goes. Where several games addPair in one cluster, the one of the oldest record keeps
 * id and slug and the others are merged into it; a cluster that inherits none is a new game.
 */
export function identifyClusters(clusters: readonly (readonly Member[])[]): Identities {
  const oldest = oldestMembers(clusters)
  const games: (string | null)[] = clusters.map(() => null)
  const merged: Identities['merged'] = []
  for (const { gameId, cluster } of oldest) {
    if (games[cluster] === null) games[cluster] = gameId
    else merged.push({ gameId, into: cluster })
  }
  return { games, merged }
}

/** For each game its oldest record's cluster, oldest records first. */
function oldestMembers(clusters: readonly (readonly Member[])[]): { gameId: string; cluster: number }[] {
  const members = clusters.flatMap((members, cluster) => members.map((member) => ({ ...member, cluster })))
  const oldest = new Map<string, number>()
  for (const { gameId, cluster } of members.sort((a, b) => a.recordId - b.recordId))
    if (gameId !== null && !oldest.has(gameId)) oldest.set(gameId, cluster)
  return [...oldest].map(([gameId, cluster]) => ({ gameId, cluster }))
}
