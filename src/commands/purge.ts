import { connect } from '#db/connect'
import { purgeExpired } from '#db/privacy/purge'
import type { Config } from '#lib/config'
import { Failure } from '#lib/errors'
import { tellLines } from './ledger'
import { orStoreInUse } from './store-in-use'

type Context = { signal: AbortSignal; say: (line: string) => void; dryRun?: boolean }

/**
 * Ends what has been kept for its time, and says how much that was. `dryRun`: says it, and changes nothing.
 *
 * @throws {Failure} `store_in_use`, `run_active` if another process purges, and as `purgeExpired`
 */
export async function purge(config: Config, { signal, say, dryRun = false }: Context): Promise<void> {
  await using stores = await orStoreInUse(() => connect(config))
  const done = await purgeExpired(stores, { now: new Date(), dataDir: config.dataDir, signal, dryRun })
  if (done === 'taken')
    throw new Failure('run_active', 'Another process purges at the moment: wait until it has ended.')
  for (const [name, count] of Object.entries(done.counts)) say(`${String(count).padStart(7)} ${TITLES[name] ?? name}`)
  if (done.due > 0)
    say(`${done.due} accounts are erased within the next 30 days unless they are used: their owners are not told.`)
  if (done.damaged.length > 0)
    say(`erasures.ndjson in DATA_DIR is damaged, ${tellLines(done.damaged)}: see "Restore" in docs/operations.md.`)
  if (dryRun) say('Nothing was changed.')
}

const TITLES: Readonly<Record<string, string>> = {
  accounts: 'accounts that were not used for 24 months',
  sessions: 'sessions that ended more than 30 days ago',
  invitations: 'invitations that are over',
  attempts: 'counts of failed sign-ins of an earlier day',
  links: 'sign-in links that were used',
  audit: 'security events of more than 12 months ago',
  refused: 'texts of records that were refused more than 30 days ago',
  erasures: 'erasures of more than 61 days ago',
  authors: 'authors without an account',
}
