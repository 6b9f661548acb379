import { countRemoved } from '#db/record/removed'
import { type LastRun, listLastRuns } from '#db/run/queries'
import type { Source } from '#seed/contract/source'
import { allSources } from '#seed/sources/index'
import { type CommandContext, withStores } from '../context'

/** Prints every source: kind, licence, needs, last run, number of removed records. */
export async function listCommand(context: CommandContext, config: string | undefined): Promise<void> {
  const sources = await allSources(config)
  await withStores(context, async ({ db }) => {
    const last = new Map((await listLastRuns(db)).map((run) => [run.source, run]))
    const removed = new Map((await countRemoved(db)).map(({ source, count }) => [source, count]))
    const width = Math.max(...sources.map(({ name }) => name.length))
    for (const source of sources) {
      const { name, kind } = source
      const facts = factsOf(source, last.get(name), removed.get(name))
      context.out(`${name.padEnd(width)}  ${kind.padEnd(8)}  ${facts.join(' · ')}`)
    }
  })
}

const factsOf = (source: Source, run: LastRun | undefined, removed = 0): string[] => [
  source.title,
  `licence ${source.licence.name}`,
  needsOf(source),
  run ? `last run ${run.id}: ${run.status}, ${run.startedAt}` : 'never read',
  ...(removed > 0 ? [`${removed} records removed`] : []),
]

function needsOf({ kind, needs, from }: Source): string {
  if (needs.length > 0) return `needs ${needs.join(', ')}`
  return kind === 'file' && from === undefined ? 'needs a file' : 'needs no key'
}
