import { countDeletions, countLive } from '#db/record/removed'
import { Failure } from '#lib/errors'
import type { OpenedInput } from '#seed/contract/source'
import type { RunOptions } from './options'

/** Of everything that was known, no more than this may vanish at once. */
const MOST_VANISHED = 0.5

/** Whether what did not come is removed; where it is not, for the sake of how many refused records nobody can name. */
export type DeletionCheck = { complete: boolean; withoutKey: number }

const NOT_COMPLETE: DeletionCheck = { complete: false, withoutKey: 0 }

/**
 * Judges what a run read as a whole, before it is archived: whether everything there is came.
 *
 * A refused record is not gone: where one has no key, nothing is removed. `--restart` takes a list at its word that lost
 * more than half.
 *
 * @throws {Failure} `source_shrunk` where nothing came or more than half of what was known did not: that is a fault, and
 * nothing is changed
 */
export async function checkDeletions(
  { stores: { db }, source, limit, restart }: Pick<RunOptions, 'stores' | 'source' | 'limit' | 'restart'>,
  { crawl, isReplay }: Pick<OpenedInput, 'crawl' | 'isReplay'>,
  { id, read }: { id: number; read: number },
): Promise<DeletionCheck> {
  if (isReplay || crawl?.incremental || limit !== undefined) return NOT_COMPLETE
  if (read === 0) refuseEmpty(source.name, await countLive(db, id))
  if (!crawl?.complete) return NOT_COMPLETE
  const { known, missing, withoutKey } = await countDeletions(db, id)
  if (withoutKey > 0) return { complete: false, withoutKey }
  if (missing > known * MOST_VANISHED && !restart) throw shrunk(source.name, known, missing)
  return { complete: true, withoutKey: 0 }
}

function refuseEmpty(source: string, known: number): void {
  if (known === 0) return
  throw new Failure(
    'source_shrunk',
    `${source} holds no record where ${known} are known, which is a fault: nothing was changed. Check what it reads, then run it again.`,
  )
}

const shrunk = (source: string, known: number, vanished: number): Failure =>
  new Failure(
    'source_shrunk',
    `${source} lists ${vanished} of ${known} known records no longer, too many to be true: nothing was changed. Check it; if that is right, run it with --restart.`,
  )
