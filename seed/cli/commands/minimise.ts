import { listSources } from '#db/source/queries'
import type { Stores } from '#db/stores'
import type { Source } from '#seed/contract/source'
import { type MinimisedCounts, minimiseArchive } from '#seed/pipeline/minimise-archive'
import { allSources, findSource } from '#seed/sources/index'
import { type CommandContext, withStores } from '../context'
import { printedNumber } from '../printed-number'
import { createProgress } from '../progress'

export type MinimiseOptions = { config?: string | undefined; quiet?: boolean | undefined }

/**
 * Removes personal fields and traces of persons from what is stored of a source, or of every source that was loaded, and prints the counts.
 *
 * @throws {Failure} `unknown_source` if the source named is not declared any more; as `minimiseArchive`
 */
export const minimiseCommand = (
  context: CommandContext,
  name: string | undefined,
  options: MinimiseOptions,
): Promise<void> =>
  withStores(context, async (stores) => {
    const sources = await allSources(options.config)
    if (name !== undefined) return minimiseOne(context, stores, findSource(name, sources), options)
    for (const { slug } of await listSources(stores.db)) {
      const source = sources.find((known) => known.name === slug)
      if (source) await minimiseOne(context, stores, source, options)
      else
        context.out(
          `${slug}: unchanged, because it is not declared any more, so that nobody knows which fields it read`,
        )
    }
  })

async function minimiseOne(
  { out, signal }: CommandContext,
  stores: Stores,
  source: Source,
  { quiet = false }: MinimiseOptions,
): Promise<void> {
  const progress = createProgress(source.name, quiet)
  try {
    const counts = await minimiseArchive({ stores, source, signal, progress })
    for (const line of countLines(source.name, counts)) out(line)
  } finally {
    progress.stop()
  }
}

function countLines(
  name: string,
  { records, changedRecords, restated, unread, responses, changedResponses }: MinimisedCounts,
): string[] {
  const ofResponses =
    responses > 0 ? `, ${printedNumber(changedResponses)} of ${printedNumber(responses)} responses` : ''
  return [
    `${name}: ${printedNumber(changedRecords)} of ${printedNumber(records)} records${ofResponses} had personal data, which was removed`,
    ...(restated > 0
      ? [
          `  ${printedNumber(restated)} of them stated it themselves, such as an address in a title, and were matched again`,
        ]
      : []),
    ...(unread > 0
      ? [
          `  ${printedNumber(unread)} rows come from files with different columns: only addresses and ids of persons were removed. Load the source again.`,
        ]
      : []),
  ]
}
