import { listRefusedDatasets, type RefusedDataset } from '#db/quarantine/replay'
import type { Stores } from '#db/stores'
import { upsertVocabulary } from '#db/vocabulary/upsert'
import type { Source } from '#seed/contract/source'
import { openReplay, PARTIAL } from '#seed/pipeline/replay'
import { runOpened } from '#seed/pipeline/run'
import { allSources, findSource } from '#seed/sources/index'
import type { CommandContext } from '../context'
import { printReport, runOptions } from './load'

export type ReplayOptions = {
  config?: string | undefined
  json?: boolean | undefined
  quiet?: boolean | undefined
}

/**
 * Tries every refused record of one source, or of all, again with the current code and configuration, in one run per dataset.
 *
 * @throws {Failure} `unknown_source` if the source named is not declared any more; as a run
 */
export async function replayRefused(
  context: CommandContext,
  stores: Stores,
  name: string | undefined,
  options: ReplayOptions,
): Promise<void> {
  const sources = await allSources(options.config)
  if (name !== undefined) findSource(name, sources)
  const lists = await listRefusedDatasets(stores.db, name, PARTIAL)
  if (lists.length === 0 && !options.json) context.out('No record is refused.')
  for (const list of lists) {
    const source = sources.find((known) => known.name === list.source)
    if (source && list.whole > 0) await replayList(context, stores, source, list, options)
    reportNotReplayable(context, source ? list.broken : list.whole + list.broken, list, options)
    reportExpired(context, list, options)
  }
}

async function replayList(
  context: CommandContext,
  stores: Stores,
  source: Source,
  list: RefusedDataset,
  options: ReplayOptions,
): Promise<void> {
  await upsertVocabulary(stores.db)
  const { json = false, quiet = false } = options
  const run = runOptions(context, stores, source, undefined, { quiet })
  printReport(context, await runOpened(run, openReplay(stores.db, source, list)), { json })
}

/**
 * Prints how many refused records of a dataset cannot be tried again: their text is damaged or incomplete, or their source is
 * gone.
 */
function reportNotReplayable(
  { out }: CommandContext,
  count: number,
  { source, dataset }: RefusedDataset,
  { json }: ReplayOptions,
): void {
  if (count === 0) return
  out(
    json
      ? JSON.stringify({ event: 'not_replayable', source, dataset, records: count })
      : `${source} (${dataset}): ${count} refused records cannot be tried again: their text is damaged or incomplete, or the source is not declared any more. Load the source itself again.`,
  )
}

/** Prints how many refused records of a dataset have no text any more, because it was deleted after its time. */
function reportExpired(
  { out }: CommandContext,
  { source, dataset, expired }: RefusedDataset,
  { json }: ReplayOptions,
): void {
  if (expired === 0) return
  out(
    json
      ? JSON.stringify({ event: 'expired', source, dataset, records: expired })
      : `${source} (${dataset}): ${expired} refused records can no longer be replayed: their text was deleted after 30 days. Load the source itself again.`,
  )
}
