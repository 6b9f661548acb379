import { findLastBackup } from '#db/backup/last'
import { servedIndex } from '#db/search/elasticsearch/indices'
import type { Stores } from '#db/stores'
import type { Config } from '#lib/config'
import { within } from '#lib/deadline'
import type { Log, LogFields } from '#src/http/log'
import { reportRights } from './rights'

const HOUR_MS = 3_600_000
/** A daily backup may take a while, and start a little later than the day before. */
const OLDEST_BACKUP_HOURS = 26
/** Longest wait for a store. */
const LOOK_MS = 3000

const MESSAGES = {
  address_not_encrypted:
    'PUBLIC_URL is no https address. Tokens and passwords can be read on the way, unless only this machine reaches the service: docs/operations.md, Logs.',
  backup_missing: 'This database has no backup: run bun run backup FOLDER every day. docs/operations.md, Backup.',
  backup_old: 'The last backup is older than 26 hours: look at why the daily one failed. docs/operations.md, Backup.',
  index_missing: 'There is no search index: Postgres answers searches, more slowly and without facets of many games.',
} as const

type Served = Pick<Stores, 'mode' | 'db' | 'elasticsearch'>
type Shortcoming = { code: keyof typeof MESSAGES; fields?: LogFields }

/**
 * Logs what is unsafe or missing, one warning each: no address with TLS, no backup for 26 hours, one role of Postgres for everything,
 * no search index. What cannot be read is left out: a store that is away is told elsewhere. (Default of `now`: this moment)
 */
export async function reportShortcomings(
  stores: Served,
  { publicUrl }: Pick<Config, 'publicUrl'>,
  log: Pick<Log, 'warn'>,
  now = new Date(),
): Promise<void> {
  const warn = ({ code, fields }: Shortcoming) => log.warn(code, { ...fields, message: MESSAGES[code] })
  if (!publicUrl?.startsWith('https:')) warn({ code: 'address_not_encrypted' })
  // One after the other: a look that fails while another is awaited would end the process.
  for (const look of [() => backupOf(stores, now), () => indexOf(stores)]) {
    const found = await within(LOOK_MS, look()).catch(() => undefined)
    if (found && found !== 'late') warn(found)
  }
  await reportRights(stores, log).catch(() => {})
}

async function backupOf({ db }: Served, now: Date): Promise<Shortcoming | undefined> {
  const takenAt = await findLastBackup(db)
  if (!takenAt) return { code: 'backup_missing' }
  const hours = Math.floor((now.getTime() - takenAt.getTime()) / HOUR_MS)
  return hours < OLDEST_BACKUP_HOURS ? undefined : { code: 'backup_old', fields: { hours } }
}

async function indexOf({ elasticsearch }: Served): Promise<Shortcoming | undefined> {
  const served = elasticsearch && (await servedIndex(elasticsearch.client, elasticsearch.alias))
  return served === undefined ? { code: 'index_missing' } : undefined
}
