import type { Erased } from '#db/privacy/erase'
import type { Accounts } from './accounts'

/** Makes this process refuse the sessions and keys of an erased account at once; others do within 5 seconds. */
export function forgetErased({ live, keys }: Accounts, erased: Erased): void {
  live.forget(erased.sessions)
  for (const id of erased.keys) keys.forget(id)
}
