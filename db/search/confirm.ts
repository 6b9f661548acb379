import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '#db/stores'
import { isSame } from './compare'
import type { DifferenceKind } from './differences'
import type { Elasticsearch } from './elasticsearch/client'
import { listDocuments, type VersionedDocument } from './elasticsearch/document'
import { type IndexedDocument, listIndexed } from './elasticsearch/indexed'
import { isStoredGameId } from './game-id'
import { listQueued } from './outbox'

/** Looks taken at a game that changes between the looks. One that changes every time is left to the relay. */
const LOOKS = 5

/** A document that differs. */
export type Difference = { id: string; kind: DifferenceKind }

/**
 * Returns which of these documents differ, even while games change and relays run; games in the outbox do not.
 *
 * If a game was not in the outbox at some time, and its version was the same before and after, then its document was indexed before
 * that time. So the game is read first, then the outbox, then the document, then the version again.
 */
export async function confirmDifferences(
  db: Db,
  elasticsearch: Elasticsearch,
  suspects: readonly string[],
): Promise<Difference[]> {
  const differences: Difference[] = []
  let left = [...suspects]
  for (let look = 0; look < LOOKS && left.length > 0; look++) {
    const { found, changed } = await lookAt(db, elasticsearch, left)
    differences.push(...found)
    left = changed
  }
  return differences
}

async function lookAt(db: Db, elasticsearch: Elasticsearch, ids: readonly string[]) {
  const uuids = ids.filter(isStoredGameId)
  const games = new Map((await listDocuments(db, uuids)).map((game) => [game.id, game]))
  const queued = await listQueued(db, uuids)
  const documents = new Map((await listIndexed(elasticsearch, ids)).map((document) => [document.id, document]))
  const versions = await liveVersions(db, uuids)
  const settled = ids.filter((id) => !queued.has(id))
  const changed = settled.filter((id) => games.get(id)?.version !== versions.get(id))
  const found = settled
    .filter((id) => games.get(id)?.version === versions.get(id))
    .flatMap((id) => {
      const kind = kindOf(games.get(id), documents.get(id))
      return kind ? [{ id, kind }] : []
    })
  return { found, changed }
}

async function liveVersions(db: Db, ids: readonly string[]): Promise<Map<string, number>> {
  const rows = await rowsOf<{ id: string; version: number }>(
    db,
    sql`select id, version from game where merged_into is null
      and id in (select id::uuid from jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb) as t (id))`,
  )
  return new Map(rows.map(({ id, version }) => [id, version]))
}

function kindOf(
  game: VersionedDocument | undefined,
  document: Omit<IndexedDocument, 'gameId'> | undefined,
): DifferenceKind | undefined {
  if (!game) return document && 'extra'
  if (!document) return 'missing'
  if (document.version !== game.version) return document.version < game.version ? 'stale' : 'ahead'
  return isSame(game, document) ? undefined : 'damaged'
}
