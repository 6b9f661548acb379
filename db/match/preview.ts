import { sql } from 'drizzle-orm'
import { type Db, rowsOf, type Stores } from '#db/stores'
import { mappedWords } from '#db/vocabulary/mapping'
import { interrupted } from '#lib/interrupt'
import { labelComponents, listComponents } from './components'
import { awaitMatchLock } from './lock'
import { requeueAll } from './pending'
import { type ResolvedComponent, type ResolvedGame, resolveComponents } from './resolve'
import { loadResolveBy } from './run'

/** A change that matching every record again would make to a game: `other` is the game it goes into or comes out of, or its new title. */
export type PreviewedChange = { kind: 'merge' | 'split' | 'retitle' | 'create'; game: string; other: string | null }

/** Numbers of games by what would happen to them, and of the records. `updated`: all whose content would change. */
export type PreviewedCounts = {
  records: number
  created: number
  updated: number
  merged: number
  split: number
  retitled: number
}

/** Arguments of `previewMatching`. */
export type MatchPreview = {
  stores: Stores
  signal: AbortSignal
  /** Changes what matching reads, such as the weights, for the preview only. */
  prepare: (tx: Db) => Promise<void>
  onChange: (change: PreviewedChange) => void
  /** Called after each batch with the number of records resolved so far and in total. */
  onProgress: (done: number, total: number) => void
}

const RECORDS_PER_BATCH = 1_500

/**
 * Resolves every record again as `matchPendingRecords` would after `requeueAll`, and reports what would change. In one transaction that
 * is rolled back: nothing is stored. Waits for the match lock, and holds it until the end.
 *
 * @throws {Failure} `interrupted` when `signal` fires
 */
export const previewMatching = (preview: MatchPreview): Promise<PreviewedCounts> =>
  awaitMatchLock(preview.stores, preview.signal, () => rolledBack(preview.stores, (tx) => previewIn(tx, preview)))

/** Runs `work` in a transaction, which is rolled back, and returns its result. */
async function rolledBack<T>({ db }: Stores, work: (tx: Db) => Promise<T>): Promise<T> {
  const end = Symbol('end')
  let result: { value: T } | undefined
  try {
    await db.transaction(async (tx) => {
      result = { value: await work(tx) }
      throw end
    })
  } catch (error) {
    if (error !== end) throw error
  }
  if (!result) throw new Error('The work of a transaction has ended without a result.')
  return result.value
}

async function previewIn(tx: Db, { signal, prepare, onChange, onProgress }: MatchPreview): Promise<PreviewedCounts> {
  await prepare(tx)
  await requeueAll(tx)
  const by = { ...(await loadResolveBy(tx)), words: await mappedWords(tx) }
  const { records } = await labelComponents(tx, 'pending')
  const counts: PreviewedCounts = { records, created: 0, updated: 0, merged: 0, split: 0, retitled: 0 }
  for (let done = 0, after = 0; ; onProgress(done, records)) {
    if (signal.aborted) throw interrupted()
    const batch = await listComponents(tx, after, RECORDS_PER_BATCH)
    const last = batch.at(-1)
    if (!last) return counts
    const resolved = await resolveComponents(batch, by)
    const stored = await storedGames(tx, resolved)
    counts.updated += updatedIn(resolved, stored)
    for (const change of changesIn(resolved, stored)) {
      counts[COUNT_OF[change.kind]]++
      onChange(change)
    }
    done += batch.length
    after = last.component
  }
}

const COUNT_OF = { merge: 'merged', split: 'split', retitle: 'retitled', create: 'created' } as const

/** A game as it is stored. */
type StoredGame = { id: string; slug: string; title: string; hash: string }

/** Returns the games that components are or were, by id. */
async function storedGames(tx: Db, resolved: readonly ResolvedComponent[]): Promise<Map<string, StoredGame>> {
  const ids = resolved.flatMap(({ games, merged }) => [
    ...games.flatMap(({ id, cameOutOf }) => [id, cameOutOf ?? []].flat()),
    ...merged.map(({ from }) => from),
  ])
  const rows = await rowsOf<StoredGame>(
    tx,
    sql`select id, slug, title, content_hash::text as hash from game
      where id in (select value::uuid from jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb))`,
  )
  return new Map(rows.map((row) => [row.id, row]))
}

const updatedIn = (resolved: readonly ResolvedComponent[], stored: ReadonlyMap<string, StoredGame>): number =>
  resolved
    .flatMap(({ games }) => games)
    .filter(({ id, isNew, contentHash }) => !isNew && stored.get(id)?.hash !== contentHash.toString()).length

/** Returns what would happen to the games of components; of one whose content alone changes nothing. */
function changesIn(resolved: readonly ResolvedComponent[], stored: ReadonlyMap<string, StoredGame>): PreviewedChange[] {
  const slugOf = (id: string) => stored.get(id)?.slug ?? id
  return resolved.flatMap(({ games, merged }) => [
    ...merged.map(({ from, into }): PreviewedChange => ({ kind: 'merge', game: slugOf(from), other: slugOf(into) })),
    ...games.flatMap((game) => (game.isNew ? newGame(game, slugOf) : retitled(game, stored.get(game.id)))),
  ])
}

const newGame = ({ cameOutOf, golden: { title } }: ResolvedGame, slugOf: (id: string) => string): PreviewedChange =>
  cameOutOf === undefined
    ? { kind: 'create', game: title, other: null }
    : { kind: 'split', game: title, other: slugOf(cameOutOf) }

const retitled = ({ golden: { title } }: ResolvedGame, former: StoredGame | undefined): PreviewedChange[] =>
  former && former.title !== title ? [{ kind: 'retitle', game: former.slug, other: title }] : []
