import type { Account } from '#db/account/queries'
import type { RefusalContext } from '#src/http/problem'

/** A request to import: its collection, and whose it is. */
export type AskedList = { to: RefusalContext; request: Request; owner: Account; name: string; isDryRun: boolean }
