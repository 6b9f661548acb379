import { open } from 'node:fs/promises'
import { countRefusals, listRefused, type RefusalCount } from '#db/quarantine/queries'
import { sourcesBySlug } from '#db/source/queries'
import type { Stores } from '#db/stores'
import { Failure } from '#lib/errors'
import { allSources, findSource } from '#seed/sources/index'
import { type CommandContext, withStores } from '../context'
import { type ReplayOptions, replayRefused } from './replay'

export type QuarantineOptions = ReplayOptions & { export?: string; replay?: boolean }

/**
 * Prints why records are refused, or exports the refused records as NDJSON, tries them again, or does both.
 *
 * @throws {Failure} `unknown_source`; `usage` if the file of `export` cannot be opened; as `replayRefused`
 */
export const quarantineCommand = (
  context: CommandContext,
  source: string | undefined,
  options: QuarantineOptions,
): Promise<void> =>
  withStores(context, async (stores) => {
    if (source !== undefined) await requireKnown(stores, source, options.config)
    if (options.export !== undefined) await exportAndReport(context, stores, source, options)
    if (options.replay) return await replayRefused(context, stores, source, options)
    if (options.export === undefined) await printRefusals(context, stores, source, options)
  })

async function exportAndReport(
  { out }: CommandContext,
  stores: Stores,
  source: string | undefined,
  { export: path = '', json }: QuarantineOptions,
): Promise<void> {
  const records = await exportRefused(stores, source, path)
  out(json ? event('exported', { records }) : `${records} refused records written to ${path}`)
}

/**
 * Checks that a source is declared or was loaded: refused records of a source that is no longer declared are still stored.
 *
 * @throws {Failure} `unknown_source`
 */
async function requireKnown({ db }: Stores, name: string, config: string | undefined): Promise<void> {
  const loaded = await sourcesBySlug(db, [name])
  if (loaded.length === 0) findSource(name, await allSources(config))
}

const event = (name: string, members: object): string => JSON.stringify({ event: name, ...members })

async function printRefusals(
  { out }: CommandContext,
  { db }: Stores,
  source: string | undefined,
  { json }: QuarantineOptions,
): Promise<void> {
  const refusals = await countRefusals(db, source)
  if (json) {
    for (const refusal of refusals) out(event('refused', refusal))
    return
  }
  if (refusals.length === 0) out('No record is refused.')
  for (const refusal of refusals) out(asRefusalLine(refusal))
}

function asRefusalLine({ count, expired, code, field, message, source, dataset }: RefusalCount): string {
  const place = field ? ` in ${field}` : ''
  const gone = expired > 0 ? ` The text of ${expired} was deleted after 30 days: they can no longer be replayed.` : ''
  return `${String(count).padStart(7)} ${source} (${dataset}) ${code}${place}: ${message}${gone}`
}

const REFUSED_PER_PAGE = 1_000

async function exportRefused(stores: Stores, source: string | undefined, path: string): Promise<number> {
  await using file = await open(path, 'w').catch((error: unknown) => {
    throw new Failure('usage', 'The file to write to cannot be opened: choose a file in a folder that exists.', {
      cause: error,
    })
  })
  const sources = source === undefined ? undefined : [source]
  let count = 0
  for (let after = 0; ; ) {
    const page = await listRefused(stores.db, { sources }, after, REFUSED_PER_PAGE)
    for (const refused of page) await file.write(`${JSON.stringify(refused)}\n`)
    count += page.length
    after = page.at(-1)?.id ?? after
    if (page.length < REFUSED_PER_PAGE) break
  }
  return count
}
