import { listRefusedLists, type RefusedList } from '#db/quarantine/replay'
import type { Stores } from '#db/stores'
import { upsertVocabulary } from '#db/vocabulary/upsert'
import type { Source } from '#seed/contract/source'
import { openReplay, PARTIAL } from '#seed/pipeline/replay'
import { runOpened } from '#seed/pipeline/run'
import { allSources, findSource } from '#seed/sources/index'
import type { CommandContext } from '../context'
import { runOptions, tell } from './load'

export type ReplayOptions = {
  config?: string | undefined
  json?: boolean | undefined
  quiet?: boolean | undefined
}

/**
 * Tries every refused record of a source, or of all, again with the code and configuration of today, a run for each list.
 *
 * @throws {Failure} `unknown_source` where the source named is declared no longer; what a run throws
 */
export async function replayRefused(
  loader: CommandContext,
  stores: Stores,
  name: string | undefined,
  options: ReplayOptions,
): Promise<void> {
  const sources = await allSources(options.config)
  if (name !== undefined) findSource(name, sources)
  const lists = await listRefusedLists(stores.db, name, PARTIAL)
  if (lists.length === 0 && !options.json) loader.out('No record is refused.')
  for (const list of lists) {
    const source = sources.find((known) => known.name === list.source)
    if (source && list.whole > 0) await replayList(loader, stores, source, list, options)
    tellKept(loader, source ? list.broken : list.whole + list.broken, list, options)
  }
}

async function replayList(
  loader: CommandContext,
  stores: Stores,
  source: Source,
  list: RefusedList,
  options: ReplayOptions,
): Promise<void> {
  await upsertVocabulary(stores.db)
  const { json = false, quiet = false } = options
  const run = runOptions(loader, stores, source, undefined, { quiet })
  tell(loader, await runOpened(run, openReplay(stores.db, source, list)), { json })
}

/** Tells how many refused records of a list could not be tried: too little of their text was kept, or their source is gone. */
function tellKept(
  { out }: CommandContext,
  count: number,
  { source, dataset }: RefusedList,
  { json }: ReplayOptions,
): void {
  if (count === 0) return
  out(
    json
      ? JSON.stringify({ event: 'not_replayable', source, dataset, records: count })
      : `${source} (${dataset}): ${count} refused records cannot be tried again: their text is damaged or incomplete, or the source is declared no longer. Read the source itself again.`,
  )
}
