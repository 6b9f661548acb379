/** A record of a component and its current game, `null` if it has none yet. Older records have lower ids. */
export type Member = { recordId: number; gameId: string | null }

/** `games`: the game of each cluster in order, `null` for a new game. `merged`: games merged into the game of cluster `into`. */
export type Identities = { games: (string | null)[]; merged: { gameId: string; into: number }[] }

/**
 * Assigns the existing games to the clusters of a component that was clustered again.
 *
 * A game goes to the cluster of its oldest record. If several games go to one cluster, the game with the oldest record keeps its
 * id and slug and the others are merged into it. A cluster that gets no game becomes a new game.
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

/** Returns each game with the cluster of its oldest record, oldest records first. */
function oldestMembers(clusters: readonly (readonly Member[])[]): { gameId: string; cluster: number }[] {
  const members = clusters.flatMap((members, cluster) => members.map((member) => ({ ...member, cluster })))
  const oldest = new Map<string, number>()
  for (const { gameId, cluster } of members.sort((a, b) => a.recordId - b.recordId))
    if (gameId !== null && !oldest.has(gameId)) oldest.set(gameId, cluster)
  return [...oldest].map(([gameId, cluster]) => ({ gameId, cluster }))
}
