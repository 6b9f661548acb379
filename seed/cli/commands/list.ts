import { countRemoved } from '#db/record/removed'
import { type LastRun, listLastRuns } from '#db/run/queries'
import type { Source } from '#seed/contract/source'
import { allSources } from '#seed/sources/index'
import { type CommandContext, withStores } from '../context'

export type ListOptions = { config?: string | undefined; json?: boolean | undefined }

type Known = { source: Source; run: LastRun | undefined; removed: number }

/** Prints every source: kind, licence, needs, last run, number of removed records. @throws {Failure} as `allSources` */
export async function listCommand(context: CommandContext, { config, json }: ListOptions): Promise<void> {
  const sources = await allSources(config)
  await withStores(context, async ({ db }) => {
    const last = new Map((await listLastRuns(db)).map((run) => [run.source, run]))
    const removed = new Map((await countRemoved(db)).map(({ source, count }) => [source, count]))
    const width = Math.max(...sources.map(({ name }) => name.length))
    for (const source of sources) {
      const known = { source, run: last.get(source.name), removed: removed.get(source.name) ?? 0 }
      context.out(json ? JSON.stringify(toEvent(known)) : toLine(known, width))
    }
  })
}

const toLine = (known: Known, width: number): string =>
  `${known.source.name.padEnd(width)}  ${known.source.kind.padEnd(8)}  ${factsOf(known).join(' · ')}`

const toEvent = ({ source: { name, title, kind, licence, needs, from }, run, removed }: Known) => ({
  event: 'source',
  source: name,
  title,
  kind,
  licence,
  needs,
  needsFile: kind === 'file' && from === undefined,
  lastRun: run ? { run: run.id, status: run.status, startedAt: run.startedAt } : null,
  removed,
})

const factsOf = ({ source, run, removed }: Known): string[] => [
  source.title,
  `licence ${source.licence.name}`,
  needsOf(source),
  run ? `last run ${run.id}: ${run.status}, ${run.startedAt.slice(0, 16).replace('T', ' ')} UTC` : 'never read',
  ...(removed > 0 ? [`${removed} records removed`] : []),
]

function needsOf({ kind, needs, from }: Source): string {
  if (needs.length > 0) return `needs ${needs.join(', ')}`
  return kind === 'file' && from === undefined ? 'needs a file' : 'needs no key'
}
