import { findUsableKey, noteKeyUse, type UsableKey } from '#db/api-key/queries'
import type { Db } from '#db/stores'
import type { VerifyKey } from '#src/http/admission'
import { type Caller, withImplied } from '#src/http/scope'
import { scopesIn } from '#src/http/token'
import { readKey } from './key-text'
import { scopesOfRole } from './roles'
import { isSameSecret } from './secret-text'

const CACHED_MS = 5000
const MOST_CACHED = 10_000

type Known = { key: Promise<UsableKey | undefined>; until: number }

/** A verifier of API keys. `forget`: what is remembered of a key that was deleted; `forgetAll`: of all keys, because an account has changed. */
export type KeyVerifier = { verify: VerifyKey; forget: (id: string) => void; forgetAll: () => void }

/**
 * Creates a verifier of API keys. A key has the scopes that it was made with, as far as the role of its account has them now. It is
 * remembered for 5 s, and its use is stored once an hour.
 */
export function createKeyVerifier(db: Db): KeyVerifier {
  const cache = new Map<string, Known>()
  const look = (id: string): Promise<UsableKey | undefined> => {
    const key = findUsableKey(db, id)
    if (cache.size >= MOST_CACHED) cache.clear()
    cache.set(id, { key, until: Date.now() + CACHED_MS })
    key.catch(() => cache.delete(id))
    return key
  }
  return {
    async verify(text) {
      const given = readKey(text)
      if (!given) return undefined
      const known = cache.get(given.id)
      const key = await (known && known.until > Date.now() ? known.key : look(given.id))
      if (!key || !isSameSecret(key.hash, given.hash)) return undefined
      if (!key.isUsedThisHour) await noteUse(db, key)
      return callerOfKey(key)
    },
    forget: (id) => void cache.delete(id),
    forgetAll: () => cache.clear(),
  }
}

/** Stores that a key was used, once an hour. A store that cannot be written to still serves reads. */
async function noteUse(db: Db, key: UsableKey): Promise<void> {
  key.isUsedThisHour = true
  await noteKeyUse(db, key.id).catch(() => {})
}

/** Returns the caller of a key. */
function callerOfKey({ accountId, scope, role }: UsableKey): Caller {
  const allowed = withImplied(scopesOfRole(role))
  const scopes = [...withImplied(scopesIn(scope))].filter((each) => allowed.has(each))
  return { subject: accountId, account: accountId, countedAs: accountId, scopes: new Set(scopes) }
}
