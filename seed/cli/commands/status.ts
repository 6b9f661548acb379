import { listRuns, type RunSummary } from '#db/run/queries'
import type { Db } from '#db/stores'
import { Failure } from '#lib/errors'
import { findDrift } from '#seed/pipeline/drift'
import { type CommandContext, withStores } from '../context'
import { driftLines } from '../report'

/** Prints the latest 20 runs, or one run with its game counts, drift, checkpoint and error. */
export const statusCommand = (context: CommandContext, id: number | undefined): Promise<void> =>
  withStores(context, async ({ db }) => {
    const lines = id === undefined ? await latestRuns(db) : await oneRun(db, id)
    for (const line of lines) context.out(line)
  })

async function latestRuns(db: Db): Promise<string[]> {
  const runs = await listRuns(db)
  return runs.length > 0
    ? runs.flatMap(runLines)
    : ['Nothing has been loaded yet. Load a file with: bun run seed SOURCE FILE']
}

async function oneRun(db: Db, id: number): Promise<string[]> {
  const [run] = await listRuns(db, { id })
  if (!run) throw new Failure('usage', `There is no run ${id}: bun run seed status lists the latest runs.`)
  return [
    ...runLines(run),
    `  games: ${run.gamesCreated} created, ${run.gamesUpdated} updated, ${run.gamesMerged} merged`,
    ...driftLines(await findDrift(db, run)),
    `  checkpoint: ${JSON.stringify(run.checkpoint)}`,
    ...(run.error ? [] : ['  error: none']),
  ]
}

/** Returns the counts of a run as text; of a run that is still reading or was abandoned, only the records read. */
function countsText({ status, read }: RunSummary, counts: string): string {
  if (status === 'reading') return `${read} read so far`
  return status === 'abandoned' ? `abandoned after ${read} were read` : counts
}

function runLines(run: RunSummary): string[] {
  const { read, accepted, unchanged, duplicate, quarantined, removed } = run
  const counts = `${read} read = ${accepted} accepted + ${unchanged} unchanged + ${duplicate} duplicate + ${quarantined} quarantined`
  const first = `${run.id} ${run.source} (${run.dataset})${run.replays ? ' replay' : ''} ${run.status}: ${countsText(run, counts)}${rate(run)}`
  return [
    first,
    ...(removed > 0 ? [`  removed: ${removed} records are no longer listed`] : []),
    ...(run.error ? [`  error: ${run.error}`] : []),
  ]
}

function rate({ startedAt, finishedAt, read }: RunSummary): string {
  if (!finishedAt) return ''
  const seconds = Math.max(0.001, (finishedAt.getTime() - startedAt.getTime()) / 1000)
  return `, ${Math.round(read / seconds)} records/s`
}
