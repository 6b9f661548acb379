import { createInterface } from 'node:readline'
import { countWaitingDecisions, type ForgetPreview, previewForget } from '#db/forget/preview'
import type { ForgetSelection } from '#db/forget/selection'
import { listDatasets, listRuns } from '#db/run/queries'
import type { Db, Stores } from '#db/stores'
import { Failure } from '#lib/errors'
import { orInterrupted } from '#lib/interrupt'
import { type ForgetReport, forgetRecords, refuseChangedSince } from '#seed/pipeline/forget'
import { type CommandContext, withStores } from '../context'
import { findLoadedSource, nothingCalled } from '../loaded-source'
import { printedNumber } from '../printed-number'
import { createProgress } from '../progress'

export type ForgetOptions = { dataset?: string; run?: number; yes?: boolean; quiet?: boolean }

/**
 * Takes back the records of a source, of one of its datasets, or those that a run was the first to bring, after asking on the
 * terminal unless `yes` is set.
 *
 * @throws {Failure} `unknown_source`, `usage`, and as `forgetRecords`
 */
export const forgetCommand = (context: CommandContext, source: string, options: ForgetOptions): Promise<void> =>
  withStores(context, async (stores) => {
    const selection = await selectionOf(stores.db, source, options)
    const preview = await previewForget(stores.db, selection)
    const name = nameOf(source, options)
    if (preview.records > 0 && !options.yes && !(await isConfirmed(context, name, preview)))
      return context.out('Nothing was taken back.')
    const report = await takeBack(context, stores, { source, selection, total: preview.records, quiet: options.quiet })
    const waiting = await countWaitingDecisions(stores.db, source, selection.dataset)
    for (const line of reportedLines(name, report, waiting)) context.out(line)
  })

type Taken = { source: string; selection: ForgetSelection; total: number; quiet: boolean | undefined }

const takeBack = (
  { signal }: CommandContext,
  stores: Stores,
  { quiet = false, ...taken }: Taken,
): Promise<ForgetReport> => forgetRecords({ stores, ...taken, signal, progress: createProgress(taken.source, quiet) })

/** Finds what is to be taken back. A source that is no longer declared counts too, because its records are still here. */
async function selectionOf(db: Db, name: string, { dataset, run }: ForgetOptions): Promise<ForgetSelection> {
  if (dataset !== undefined && run !== undefined)
    throw new Failure('usage', 'Use either --dataset or --run: a run is of one dataset.')
  const source = await findLoadedSource(db, name)
  if (run !== undefined) return await selectRun(db, name, { sourceId: source.id, runId: run })
  if (dataset !== undefined) await requireDataset(db, source.id, dataset)
  return { sourceId: source.id, dataset }
}

async function requireDataset(db: Db, sourceId: number, dataset: string): Promise<void> {
  const datasets = await listDatasets(db, sourceId)
  if (!datasets.includes(dataset)) throw new Failure('usage', nothingCalled('dataset', dataset, datasets))
}

/** Returns the records of a run. @throws {Failure} `usage` if it is no run of the source, or older records were changed since */
async function selectRun(
  db: Db,
  name: string,
  { sourceId, runId }: { sourceId: number; runId: number },
): Promise<ForgetSelection> {
  const [run] = await listRuns(db, { id: runId, sources: [name] })
  if (!run)
    throw new Failure('usage', `There is no run ${runId} of ${name}: bun run seed status lists the latest runs.`)
  const selection = { sourceId, dataset: run.dataset, runId }
  await refuseChangedSince(db, name, selection)
  return selection
}

const nameOf = (source: string, { dataset, run }: ForgetOptions): string => {
  if (run !== undefined) return `${source}, run ${run}`
  return dataset === undefined ? source : `${source} (${dataset})`
}

async function isConfirmed(
  { note, signal }: CommandContext,
  name: string,
  { records, games, shared }: ForgetPreview,
): Promise<boolean> {
  if (!process.stdin.isTTY)
    throw new Failure(
      'usage',
      `${count(records, 'record')} and ${count(games, 'game')} would be deleted: add --yes, because nobody can be asked here.`,
    )
  note(
    `Take back ${name}: ${count(records, 'record')}, ${count(games, 'game')} that only they describe, and their part in ${count(shared, 'other game')}? [y/N]`,
  )
  const input = createInterface({ input: process.stdin })
  try {
    const { value } = await orInterrupted(signal, () => input[Symbol.asyncIterator]().next())
    return /^y(?:es)?$/i.test(String(value ?? '').trim())
  } finally {
    input.close()
  }
}

function reportedLines(name: string, { records, games, indexed }: ForgetReport, waiting: number): string[] {
  return [
    `${name}: ${count(records, 'record')} taken back`,
    `  games: ${printedNumber(games.deleted)} deleted, ${printedNumber(games.updated)} updated, ${printedNumber(games.split)} split off; ${printedNumber(indexed)} indexed`,
    ...(waiting > 0
      ? [
          `  decisions: ${count(waiting, 'decision')} about missing records: kept, without effect until the records are loaded again`,
        ]
      : []),
  ]
}

const count = (amount: number, noun: string): string => `${printedNumber(amount)} ${noun}${amount === 1 ? '' : 's'}`
