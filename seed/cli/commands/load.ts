import type { EncodingName } from '#catalogue/list/encoding/names'
import { workingFailure } from '#db/postgres/failure'
import type { Stores } from '#db/stores'
import { upsertVocabulary } from '#db/vocabulary/upsert'
import { FAILURES, Failure } from '#lib/errors'
import { credentialsOf, missingCredentials } from '#seed/api/credentials'
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

/** Loads one source. Returns the exit code. */
export async function loadOne(
  context: CommandContext,
  name: string,
  from: string | undefined,
  options: LoadOptions,
): Promise<number> {
  const source = findSource(name, await allSources(options.config))
  if (from === undefined && source.from === undefined && source.kind === 'file')
    throw new Failure('usage', `${name} is read from a file: bun run seed ${name} FILE`)
  if (options.encoding !== undefined && source.kind === 'api')
    throw new Failure('usage', `${name} is not read from CSV: --encoding is for CSV files only.`)
  return withStores(context, (stores) => load(context, stores, source, from, options))
}

/**
 * Loads every source that needs no file argument; with `--since` or `--from-archive` only API sources. Returns the most
 * severe exit code.
 *
 * @throws {Failure} as `loadSources`
 */
export async function loadAll(context: CommandContext, options: LoadOptions): Promise<number> {
  if (options.encoding !== undefined)
    throw new Failure('usage', '--encoding applies to the files of one source: name the source and the file.')
  const onlyApis = options.fromArchive || options.since !== undefined
  const sources = (await allSources(options.config)).filter(
    ({ kind, from }) => kind === 'api' || ((kind === 'database' || from !== undefined) && !onlyApis),
  )
  return withStores(context, (stores) => loadSources(context, stores, sources, options))
}

/** Exit codes by severity: done, too many refused, active elsewhere, failed, wrong usage, wrong configuration. */
const BY_SEVERITY = [0, TOO_MANY_REFUSED, 4, 1, 2, 78]

/**
 * Loads these sources one after the other. Returns the most severe exit code. A source that fails or lacks its key is
 * reported, and the others are still loaded.
 *
 * @throws {Failure} `interrupted` at once. An error that is not a Failure (a bug) is thrown after the last source
 */
export async function loadSources(
  context: CommandContext,
  stores: Stores,
  sources: readonly Source[],
  options: LoadOptions,
): Promise<number> {
  const exits: number[] = []
  const bugs: unknown[] = []
  for (const source of sources) {
    const exit = await loadNext(context, stores, source, options).catch((error: unknown) => {
      if (!(error instanceof Failure)) return void bugs.push(error)
      if (error.code === 'interrupted') throw error
      return reportFailed(context, source, error, options)
    })
    if (exit !== undefined) exits.push(exit)
  }
  if (bugs.length > 0) throw bugs[0]
  return BY_SEVERITY.findLast((exit) => exits.includes(exit)) ?? 0
}

async function loadNext(
  context: CommandContext,
  stores: Stores,
  source: Source,
  options: LoadOptions,
): Promise<number> {
  const missing =
    source.kind === 'api' && !options.fromArchive ? missingCredentials(source, credentialsOf(context.config)) : []
  if (missing.length > 0) return reportSkipped(context, source, missing, options)
  return await load(context, stores, source, undefined, options).catch((error: unknown) => {
    throw workingFailure(error) ?? error
  })
}

function reportSkipped(
  { out }: CommandContext,
  { name }: Source,
  needs: readonly string[],
  { json }: LoadOptions,
): number {
  out(
    json ? JSON.stringify({ event: 'skipped', source: name, needs }) : `${name}: skipped, it needs ${needs.join(', ')}`,
  )
  return 0
}

function reportFailed(
  { out }: CommandContext,
  { name }: Source,
  { code, message }: Failure,
  { json }: LoadOptions,
): number {
  out(json ? JSON.stringify({ event: 'failed', source: name, code, message }) : `${name}: ${message}`)
  return FAILURES[code].exit
}

async function load(
  context: CommandContext,
  stores: Stores,
  source: Source,
  from: string | undefined,
  options: LoadOptions,
): Promise<number> {
  const run = runOptions(context, stores, source, from, options)
  if (!options.dryRun) await upsertVocabulary(stores.db)
  const report = await (options.dryRun ? dryRun(run) : runSource(run)).finally(run.progress.stop)
  printReport(context, report, options)
  return refusedTooMany(report, options.maxRejects) ? TOO_MANY_REFUSED : 0
}

/** Returns the options of a run from those of the command line. */
export const runOptions = (
  context: CommandContext,
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
  credentials: credentialsOf(context.config),
  clock: systemClock(context.signal),
  signal: context.signal,
  progress: createProgress(source.name, options.quiet ?? false),
})

/** Prints the report of a run, for people or with `json` for programs. */
export function printReport(
  { out }: CommandContext,
  report: RunReport,
  { json, dryRun: isDry }: Partial<LoadOptions>,
): void {
  if (json) for (const event of reportEvents(report)) out(JSON.stringify(event))
  else for (const line of reportLines(report)) out(isDry ? `(dry run) ${line}` : line)
}
