import { sql } from 'drizzle-orm'
import { clusterRecords } from '#catalogue/match/cluster'
import type { Evidence } from '#catalogue/match/evidence'
import { identifyClusters } from '#catalogue/match/identity'
import type { GoldenGame } from '#catalogue/merge/golden'
import { mergeRecords } from '#catalogue/merge/merge'
import { type MappedWords, withMappedWords } from '#catalogue/vocabulary/mapped-words'
import { hash64 } from '#lib/hash'
import type { ComponentRecord } from '../match/components'
import { upsertLinks } from '../match/links'
import { type Db, rowsOf } from '../stores'
import { mappedWords } from '../word/queries'
import { mergeGames, writeGames } from './write'

/** A game as its cluster of records makes it. `id` is that of the game that lives on, or a new one. */
export type DecidedGame = {
  id: string
  isNew: boolean
  golden: GoldenGame
  contentHash: bigint
  sourceIds: number[]
  /** Every spelling of its companies that one of its records has. */
  companyNames: string[]
  members: { recordId: number; score: number; evidence: Evidence[] }[]
}

/** What applying came to. A game whose content is the same as before counts nowhere and keeps its version. */
export type Applied = { created: number; updated: number; merged: number }

/**
 * Turns whole components of records into games, in the caller's transaction: clusters them, merges each cluster into one
 * game, and writes what differs from what is stored.
 *
 * Idempotent: the same records again change nothing.
 */
export async function applyComponents(tx: Db, records: readonly ComponentRecord[]): Promise<Applied> {
  const decisions = componentsOf(records, await mappedWords(tx)).map(decide)
  const games = decisions.flatMap((decision) => decision.games)
  const known = await contentHashes(tx, games)
  const changed = games.filter((game) => known.get(game.id) !== game.contentHash)
  await writeGames(tx, changed)
  await upsertLinks(tx, games.flatMap(linksOf))
  const merged = await mergeGames(
    tx,
    decisions.flatMap((decision) => decision.merged),
  )
  const created = changed.filter((game) => game.isNew).length
  return { created, updated: changed.length - created, merged }
}

/** A touched record as clustering and merging take it. */
type Member = ComponentRecord & {
  ref: { source: string; dataset: string; key: string }
  record: ComponentRecord['fields']
}

function componentsOf(records: readonly ComponentRecord[], words: MappedWords): Member[][] {
  const components = new Map<number, Member[]>()
  for (const found of records) {
    const { source, dataset, key } = found
    const fields = withMappedWords(found.fields, words)
    const member = { ...found, ref: { source, dataset, key }, fields, record: fields }
    const component = components.get(found.component)
    if (component) component.push(member)
    else components.set(found.component, [member])
  }
  return [...components.values()]
}

function decide(component: Member[]): { games: DecidedGame[]; merged: { from: string; into: string }[] } {
  const clusters = clusterRecords(component)
  const identities = identifyClusters(clusters.map((cluster) => cluster.members.map((member) => member.record)))
  const games = clusters.map((cluster, at) => decidedGame(cluster.members, identities.games[at] ?? null))
  const merged = identities.merged.flatMap(({ gameId, into }) => {
    const heir = games[into]
    return heir ? [{ from: gameId, into: heir.id }] : []
  })
  return { games, merged }
}

function decidedGame(
  members: { record: Member; score: number; evidence: Evidence[] }[],
  id: string | null,
): DecidedGame {
  const golden = mergeRecords(members.map((member) => member.record))
  return {
    id: id ?? Bun.randomUUIDv7(),
    isNew: id === null,
    golden,
    contentHash: hash64(JSON.stringify(golden)),
    sourceIds: [...new Set(members.map((member) => member.record.sourceId))].sort((a, b) => a - b),
    companyNames: members.flatMap(({ record: { fields } }) => [
      ...(fields.developers ?? []),
      ...(fields.publishers ?? []),
    ]),
    members: members.map(({ record, score, evidence }) => ({ recordId: record.recordId, score, evidence })),
  }
}

const linksOf = (game: DecidedGame) => game.members.map((member) => ({ ...member, gameId: game.id }))

async function contentHashes(tx: Db, games: readonly DecidedGame[]): Promise<Map<string, bigint>> {
  const ids = games.filter((game) => !game.isNew).map((game) => game.id)
  if (ids.length === 0) return new Map()
  const rows = await rowsOf<{ id: string; hash: string }>(
    tx,
    sql`select id, content_hash::text as hash from game where id in (select value::uuid from jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb))`,
  )
  return new Map(rows.map((row) => [row.id, BigInt(row.hash)]))
}
