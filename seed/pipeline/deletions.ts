import { countBeforeRemoval, countKnown } from '#db/record/removed'
import { Failure } from '#lib/errors'
import type { OpenedInput } from '#seed/contract/source'
import type { RunOptions } from './options'

/** Largest share of the known records that one run may remove. */
const MAX_REMOVED_SHARE = 0.5

/**
 * `complete`: records missing from this input may be marked removed. `withoutKey`: refused records without a key that
 * forbid it, since each could be a missing one.
 */
export type DeletionCheck = { complete: boolean; withoutKey: number }

const NOT_COMPLETE: DeletionCheck = { complete: false, withoutKey: 0 }

/**
 * Checks, before a run is archived, if the records missing from it may be marked removed: only after a full crawl that
 * lists every record or a list declared as complete, and only if each refused record has a key.
 *
 * @throws {Failure} `source_shrunk` if a run over everything read no record though some are known, or, without `--restart`,
 * if more than half of them are missing. Nothing is changed then
 */
export async function checkDeletions(
  { stores: { db }, source, limit, restart }: Pick<RunOptions, 'stores' | 'source' | 'limit' | 'restart'>,
  { crawl, complete = crawl?.complete, isReplay }: Pick<OpenedInput, 'crawl' | 'complete' | 'isReplay'>,
  { id, read }: { id: number; read: number },
): Promise<DeletionCheck> {
  if (isReplay || crawl?.incremental || limit !== undefined) return NOT_COMPLETE
  if (read === 0) refuseEmpty(source.name, await countKnown(db, id))
  if (!complete) return NOT_COMPLETE
  const { known, toRemove, withoutKey } = await countBeforeRemoval(db, id)
  if (withoutKey > 0) return { complete: false, withoutKey }
  if (toRemove > known * MAX_REMOVED_SHARE && !restart) throw shrunk(source.name, known, toRemove)
  return { complete: true, withoutKey: 0 }
}

function refuseEmpty(source: string, known: number): void {
  if (known === 0) return
  throw new Failure(
    'source_shrunk',
    `${source} has no records now, but ${known} are known: nothing was changed. Check the file or the API it reads, then run it again.`,
  )
}

const shrunk = (source: string, known: number, missing: number): Failure =>
  new Failure(
    'source_shrunk',
    `${missing} of ${known} known records of ${source} are missing, which is probably a fault: nothing was changed. Check the source; if they are really gone, run it with --restart.`,
  )
