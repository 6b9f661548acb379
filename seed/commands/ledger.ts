import { open } from 'node:fs/promises'
import { countRefusals, listRefused } from '#db/quarantine/queries'
import { listLastRuns, listRuns, type RunSummary } from '#db/run/queries'
import { sourcesBySlug } from '#db/source/queries'
import type { Db, Stores } from '#db/stores'
import { Failure } from '#lib/errors'
import { type Loader, withStores } from '../loader'
import type { Source } from '../source'
import { allSources, findSource } from '../sources'

/** Prints every source: kind, licence, what it needs, when it was last read. */
export async function listSources(loader: Loader, config: string | undefined): Promise<void> {
  const sources = await allSources(config)
  await withStores(loader, async (stores) => {
    const last = new Map((await listLastRuns(stores.db)).map((run) => [run.source, run]))
    const width = Math.max(...sources.map(({ name }) => name.length))
    for (const source of sources) {
      const run = last.get(source.name)
      const read = run ? `last run ${run.id}: ${run.status}, ${run.startedAt}` : 'never read'
      const { name, kind, title, licence } = source
      loader.out(
        `${name.padEnd(width)}  ${kind.padEnd(8)}  ${title} · licence ${licence.name} · ${needsOf(source)} · ${read}`,
      )
    }
  })
}

function needsOf({ kind, needs, from }: Source): string {
  if (needs.length > 0) return `needs ${needs.join(', ')}`
  return kind === 'file' && from === undefined ? 'needs a file' : 'needs no key'
}

/** Prints the latest runs, or everything about one. */
export const statusCommand = (loader: Loader, id: number | undefined): Promise<void> =>
  withStores(loader, async ({ db }) => {
    const lines = id === undefined ? await latestRuns(db) : await oneRun(db, id)
    for (const line of lines) loader.out(line)
  })

async function latestRuns(db: Db): Promise<string[]> {
  const runs = await listRuns(db)
  return runs.length > 0
    ? runs.flatMap((run) => runLines(run, false))
    : ['Nothing has been loaded yet: bun run seed SOURCE FILE']
}

async function oneRun(db: Db, id: number): Promise<string[]> {
  const [run] = await listRuns(db, { id })
  if (run) return runLines(run, true)
  throw new Failure('usage', `There is no run ${id}: bun run seed status lists them.`)
}

function runLines(run: RunSummary, all: boolean): string[] {
  const { read, accepted, unchanged, duplicate, quarantined } = run
  const counts = `${read} read = ${accepted} accepted + ${unchanged} unchanged + ${duplicate} duplicate + ${quarantined} quarantined`
  const first = `${run.id} ${run.source} (${run.dataset}) ${run.status}: ${run.status === 'reading' ? `${read} read so far` : counts}${rate(run)}`
  if (!all) return run.error ? [first, `  stopped: ${run.error}`] : [first]
  return [
    first,
    `  games: ${run.gamesCreated} created, ${run.gamesUpdated} updated, ${run.gamesMerged} merged`,
    `  checkpoint: ${JSON.stringify(run.checkpoint)}`,
    `  error: ${run.error ?? 'none'}`,
  ]
}

function rate({ startedAt, finishedAt, read }: RunSummary): string {
  if (!finishedAt) return ''
  const seconds = Math.max(0.001, (finishedAt.getTime() - startedAt.getTime()) / 1000)
  return `, ${Math.round(read / seconds)} records/s`
}

/** Prints why records were refused, or writes them all out as NDJSON. */
export const quarantineCommand = (
  loader: Loader,
  source: string | undefined,
  options: { export?: string },
): Promise<void> =>
  withStores(loader, async (stores) => {
    if (source !== undefined) await refuseUnknown(stores, source)
    if (options.export === undefined) return printRefusals(loader, stores, source)
    const count = await exportRefused(stores, source, options.export)
    loader.out(`${count} refused records written to ${options.export}`)
  })

/** A source that was loaded once may be declared no longer: its refused records are still there. */
async function refuseUnknown({ db }: Stores, name: string): Promise<void> {
  const loaded = await sourcesBySlug(db, [name])
  if (loaded.length === 0) findSource(name, await allSources(undefined))
}

async function printRefusals({ out }: Loader, { db }: Stores, source: string | undefined): Promise<void> {
  const refusals = await countRefusals(db, source)
  if (refusals.length === 0) out('No record has been refused.')
  for (const { count, code, field, message, ...from } of refusals)
    out(
      `${String(count).padStart(7)} ${from.source} (${from.dataset}) ${code}${field ? ` in ${field}` : ''}: ${message}`,
    )
}

const REFUSED_PER_PAGE = 1_000

async function exportRefused(stores: Stores, source: string | undefined, path: string): Promise<number> {
  await using file = await open(path, 'w').catch((error: unknown) => {
    throw new Failure('usage', 'The file to write to cannot be opened: name one in a folder that exists.', {
      cause: error,
    })
  })
  let count = 0
  for (let after = 0; ; ) {
    const page = await listRefused(stores.db, source, after, REFUSED_PER_PAGE)
    for (const refused of page) await file.write(`${JSON.stringify(refused)}\n`)
    count += page.length
    after = page.at(-1)?.id ?? after
    if (page.length < REFUSED_PER_PAGE) break
  }
  return count
}
