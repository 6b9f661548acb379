import { standardVocabulary } from '#catalogue/vocabulary/lookup'
import { ofEachKind } from '#catalogue/vocabulary/unknown-words'
import { countUnchanged } from '#db/record/unchanged'
import { Failure } from '#lib/errors'
import { untilStopped } from '#lib/interrupt'
import { acceptPage } from './accept'
import { limited } from './limit'
import type { RunOptions } from './options'
import { resumeProfile } from './profile'
import { countReasons } from './refused-reasons'
import type { RunReport } from './report'
import { openSource } from './run'

/**
 * Reads, checks and counts everything as a run does, but stores no record.
 *
 * Nothing is matched and no removed records are looked for, so the counts of games and of removed records are 0. Of records
 * with the same key it always counts the first, while a run over an API keeps the last: `accepted` and `unchanged` may differ
 * there. Requests to an API still count against its budget.
 *
 * @throws {Failure} `interrupted`; as `openSource`
 */
export async function dryRun(options: RunOptions): Promise<RunReport> {
  const { stores, source, dataset, limit, clock, signal, progress } = options
  const started = clock.now()
  const opened = await openSource(options)
  progress.phase('reading', opened.counts)
  const profile = resumeProfile()
  const seen = new Set<string>()
  const reasons = countReasons()
  const counts = { read: 0, accepted: 0, unchanged: 0, duplicate: 0, quarantined: 0 }
  for await (const page of limited(untilStopped(opened.pages(), signal), limit)) {
    const { records, rejects } = acceptPage(source, page, { vocabulary: standardVocabulary }, profile)
    const fresh = records.filter(({ sourceKey }) => !seen.has(sourceKey) && seen.add(sourceKey))
    const unchanged = await countUnchanged(stores.db, source.name, dataset ?? opened.dataset, fresh)
    counts.read += records.length + rejects.length
    counts.quarantined += rejects.length
    rejects.forEach(reasons.add)
    counts.duplicate += records.length - fresh.length
    counts.unchanged += unchanged
    counts.accepted += fresh.length - unchanged
    progress.read(page.done, page.total, counts.read)
  }
  if (signal.aborted) throw new Failure('interrupted', 'Interrupted. No record was stored.')
  const words = (found: Map<string, number>) => [...found].sort(([, a], [, b]) => b - a)
  return {
    run: 0,
    source: source.name,
    dataset: dataset ?? opened.dataset,
    ...counts,
    records: undefined,
    games: { created: 0, updated: 0, merged: 0 },
    indexed: 0,
    seconds: (clock.now() - started) / 1000,
    unknown: ofEachKind((kind) => words(profile.unknown[kind])),
    skippedKeys: 0,
    removed: 0,
    withoutKey: 0,
    drift: undefined,
    refused: reasons.listed(),
  }
}
