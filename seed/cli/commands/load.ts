import { workingFailure } from '#db/postgres/failure'
import type { Stores } from '#db/stores'
import { upsertVocabulary } from '#db/vocabulary/upsert'
import { FAILURES, Failure } from '#lib/errors'
import { credentialsOf, missingCredentials } from '#seed/api/credentials'
import type { EncodingName } from '#seed/contract/encoding'
import type { Source } from '#seed/contract/source'
import { dryRun } from '#seed/pipeline/dry-run'
import type { RunOptions } from '#seed/pipeline/options'
import { type RunReport, refusedTooMany } from '#seed/pipeline/report'
import { runSource } from '#seed/pipeline/run'
import { systemClock } from '#seed/pipeline/system-clock'
import { allSources, findSource } from '#seed/sources/index'
import { type CommandContext, withStores } from '../context'
import { createProgress } from '../progress'
import { reportEvents, reportLines } from '../report'

export type LoadOptions = {
  config?: string
  dataset?: string
  encoding?: EncodingName
  limit?: number
  since?: Date
  fromArchive?: boolean
  dryRun?: boolean
  restart?: boolean
  maxRejects: number
  json?: boolean
  quiet?: boolean
}

const TOO_MANY_REFUSED = 3

/** Loads one source and answers the exit code. */
export async function loadOne(
  loader: CommandContext,
  name: string,
  from: string | undefined,
  options: LoadOptions,
): Promise<number> {
  const source = findSource(name, await allSources(options.config))
  if (from === undefined && source.from === undefined && source.kind === 'file')
    throw new Failure('usage', `${name} is read from a file: bun run seed ${name} FILE`)
  if (options.encoding !== undefined && source.kind === 'api')
    throw new Failure('usage', `${name} is no CSV: --encoding says what a CSV is written in.`)
  return withStores(loader, (stores) => load(loader, stores, source, from, options))
}

/**
 * Loads every source that needs no file named and answers the gravest exit code. `--since` and `--from-archive` mean those
 * that are read from their API.
 *
 * @throws {Failure} what `loadSources` throws
 */
export async function loadAll(loader: CommandContext, options: LoadOptions): Promise<number> {
  if (options.encoding !== undefined)
    throw new Failure('usage', '--encoding is that of one list: name its source and the file.')
  const ofApis = options.fromArchive || options.since !== undefined
  const sources = (await allSources(options.config)).filter(
    ({ kind, from }) => kind === 'api' || ((kind === 'database' || from !== undefined) && !ofApis),
  )
  return withStores(loader, (stores) => loadSources(loader, stores, sources, options))
}

/** From the least grave on: too many refused, active elsewhere, failed, wrong usage, wrong configuration. */
const GRAVITY = [0, TOO_MANY_REFUSED, 4, 1, 2, 78]

/**
 * Loads these sources, one after the other, and answers the gravest exit code: one that fails or lacks its key is told
 * and the others are loaded all the same.
 *
 * @throws {Failure} `interrupted` at once; what is nobody's fault but ours once the others are loaded
 */
export async function loadSources(
  loader: CommandContext,
  stores: Stores,
  sources: readonly Source[],
  options: LoadOptions,
): Promise<number> {
  const exits: number[] = []
  const faults: unknown[] = []
  for (const source of sources) {
    const exit = await loadNext(loader, stores, source, options).catch((error: unknown) => {
      if (!(error instanceof Failure)) return void faults.push(error)
      if (error.code === 'interrupted') throw error
      return tellFailed(loader, source, error, options)
    })
    if (exit !== undefined) exits.push(exit)
  }
  if (faults.length > 0) throw faults[0]
  return GRAVITY.findLast((exit) => exits.includes(exit)) ?? 0
}

async function loadNext(loader: CommandContext, stores: Stores, source: Source, options: LoadOptions): Promise<number> {
  const missing =
    source.kind === 'api' && !options.fromArchive ? missingCredentials(source, credentialsOf(loader.config)) : []
  if (missing.length > 0) return tellSkipped(loader, source, missing, options)
  return await load(loader, stores, source, undefined, options).catch((error: unknown) => {
    throw workingFailure(error) ?? error
  })
}

function tellSkipped(
  { out }: CommandContext,
  { name }: Source,
  needs: readonly string[],
  { json }: LoadOptions,
): number {
  out(
    json
      ? JSON.stringify({ event: 'skipped', source: name, needs })
      : `${name}: not read, it needs ${needs.join(' and ')}`,
  )
  return 0
}

function tellFailed(
  { out }: CommandContext,
  { name }: Source,
  { code, message }: Failure,
  { json }: LoadOptions,
): number {
  out(json ? JSON.stringify({ event: 'failed', source: name, code, message }) : `${name}: ${message}`)
  return FAILURES[code].exit
}

async function load(
  loader: CommandContext,
  stores: Stores,
  source: Source,
  from: string | undefined,
  options: LoadOptions,
): Promise<number> {
  const run = runOptions(loader, stores, source, from, options)
  if (!options.dryRun) await upsertVocabulary(stores.db)
  const report = await (options.dryRun ? dryRun(run) : runSource(run)).finally(run.progress.stop)
  tell(loader, report, options)
  return refusedTooMany(report, options.maxRejects) ? TOO_MANY_REFUSED : 0
}

/** What a run is given by the command line. */
export const runOptions = (
  loader: CommandContext,
  stores: Stores,
  source: Source,
  from: string | undefined,
  options: Partial<LoadOptions>,
): RunOptions => ({
  stores,
  source,
  from,
  encoding: options.encoding,
  dataset: options.dataset,
  limit: options.limit,
  restart: options.restart ?? false,
  since: options.since,
  fromArchive: options.fromArchive ?? false,
  credentials: credentialsOf(loader.config),
  clock: systemClock(loader.signal),
  signal: loader.signal,
  progress: createProgress(source.name, options.quiet ?? false),
})

/** Tells what a run came to, to people or programs. */
export function tell({ out }: CommandContext, report: RunReport, { json, dryRun: dry }: Partial<LoadOptions>): void {
  if (json) for (const event of reportEvents(report)) out(JSON.stringify(event))
  else for (const line of reportLines(report)) out(dry ? `(dry run) ${line}` : line)
}
