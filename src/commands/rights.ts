import { hasRightsOfOwner } from '#db/postgres/rights'
import type { Stores } from '#db/stores'
import type { Log } from '#src/http/log'

const MESSAGE =
  'The service has the rights of the owner of the tables. Give it a DATABASE_URL of the role vestimlib_service: docs/operations.md, Rights in the database.'

/** Logs a line if the service may do everything in a server of Postgres. Everything works then, too. */
export async function reportRights({ mode, db }: Pick<Stores, 'mode' | 'db'>, log: Pick<Log, 'warn'>): Promise<void> {
  if (mode === 'real' && (await hasRightsOfOwner(db))) log.warn('rights_not_separated', { message: MESSAGE })
}
