import { type OperationFigures, readOperationFigures } from '#db/operation/figures'
import type { Stores } from '#db/stores'
import { cached } from '#src/http/cached'
import type { Metric, MetricSample } from './exposition'
import { gauge } from './gauge'

/** Time for which the figures of a store are kept: a second scraper does not ask again. */
const KEPT_MS = 5000

type Measured = Pick<Stores, 'db' | 'elasticsearch' | 'search'>

/**
 * Returns a function that reads the metrics of the stores, with one statement in 5 s. While Postgres does not answer, those that it
 * knows are left out, and `vestim_store_up` is 0.
 */
export function createStoreMetrics({ db, elasticsearch, search }: Measured): () => Promise<Metric[]> {
  const figuresOf = cached(KEPT_MS, () => readOperationFigures(db).catch(() => undefined))
  return async () => {
    const figures = await figuresOf()
    return [
      gauge('vestim_store_up', 'Is 1 if the store has answered this scrape, else 0.', [
        { labels: { store: 'postgres' }, value: figures ? 1 : 0 },
      ]),
      ...(figures ? figureMetrics(figures) : []),
      ...(figures && elasticsearch ? outboxMetrics(figures) : []),
      gauge(
        'vestim_search_breaker_open',
        'Is 1 while Elasticsearch is not asked because its last calls failed, else 0.',
        [...breakerSamples(search)],
      ),
    ]
  }
}

/** Without Elasticsearch games wait for a later one, so that their number says nothing. */
const outboxMetrics = ({ queued, oldestQueuedSeconds }: OperationFigures): Metric[] => [
  gauge('vestim_outbox_games', 'Games whose document in the search index is to be written, up to 1,000,000.', queued),
  gauge(
    'vestim_outbox_oldest_seconds',
    'Age of the first of these games; 0 if there is none.',
    oldestQueuedSeconds ?? 0,
  ),
]

const figureMetrics = ({ runs, lastBackup }: OperationFigures): Metric[] => [
  gauge(
    'vestim_runs',
    'Runs of the loader by source and status, of the latest 1,000.',
    runs.map(({ source, status, runs: value }) => ({ labels: { source, status }, value })),
  ),
  gauge(
    'vestim_run_last_finished_timestamp_seconds',
    'Last end of a run that loaded a source whole.',
    runs.flatMap(lastDone),
  ),
  gauge('vestim_last_backup_timestamp_seconds', 'Time of the last bun run backup of this database.', lastBackup),
]

const lastDone = ({ source, status, lastFinished }: OperationFigures['runs'][number]): MetricSample[] =>
  status === 'done' && lastFinished !== null ? [{ labels: { source }, value: lastFinished }] : []

const breakerSamples = ({ isAvoided }: Measured['search']): MetricSample[] =>
  isAvoided
    ? (['search', 'suggest'] as const).map((call) => ({ labels: { call }, value: isAvoided(call) ? 1 : 0 }))
    : []
