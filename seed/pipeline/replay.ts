import { listReplayable, type RefusedDataset } from '#db/quarantine/replay'
import type { Db } from '#db/stores'
import type { Stream } from '#lib/iterate'
import type { Page } from '#seed/contract/record'
import type { OpenedInput, Source } from '#seed/contract/source'
import { createMinimiser } from '#seed/minimise/content'
import { headsOf, reread } from './reread'

/** Reject codes whose stored text is cut or is not a record: reading it again would invent one. */
export const PARTIAL = ['not_an_answer', 'record_too_long', 'text_after_end', 'truncated', 'unreadable_rest']

const REFUSED_PER_PAGE = 1_000

/**
 * Opens the refused records of a dataset as an input: they are read again from their text, with the current code, map and
 * configuration.
 *
 * Never resumed: records that a killed replay had accepted are resolved by then or still refused.
 */
export const openReplay = (db: Db, source: Source, { dataset, whole }: RefusedDataset): OpenedInput => ({
  dataset,
  fingerprint: 'replay',
  isReplay: true,
  counts: 'records',
  pages: () => readRefused(db, source, dataset, whole),
})

async function* readRefused(db: Db, source: Source, dataset: string, total: number): Stream<Page> {
  const list = { source: source.name, dataset, partial: PARTIAL }
  const minimise = createMinimiser(source)
  let done = 0
  for (let last = undefined as { run: number; id: number } | undefined; ; ) {
    const refused = await listReplayable(db, list, last, REFUSED_PER_PAGE)
    last = refused.at(-1)
    if (!last) return
    done += refused.length
    const contents = refused.map((one) => minimise(reread(one, source), headsOf(one)))
    yield {
      records: contents.flatMap(({ records }) => records),
      unparsable: contents.flatMap(({ unparsable }) => unparsable),
      checkpoint: { refused: last.id },
      done,
      total,
    }
  }
}
