import { isSessionAlive } from '#db/session/queries'
import type { Db } from '#db/stores'
import type { IsAlive } from '#src/http/token'

const CACHED_MS = 5000
const MOST_CACHED = 10_000
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Sessions that have not ended. `forget` makes those that this process has just ended end at once; those of others end within 5 s. */
export type LiveSessions = { isAlive: IsAlive; forget: (ids: readonly string[]) => void }

type Known = { alive: Promise<boolean>; until: number }

/** Returns a check of sessions that remembers each for 5 s, up to 10,000. A store that is away fails the check. */
export function createLiveSessions(db: Db): LiveSessions {
  const cache = new Map<string, Known>()
  const look = (id: string): Promise<boolean> => {
    const alive = isSessionAlive(db, id)
    if (cache.size >= MOST_CACHED) cache.clear()
    cache.set(id, { alive, until: Date.now() + CACHED_MS })
    alive.catch(() => cache.delete(id))
    return alive
  }
  return {
    async isAlive(id) {
      if (!UUID.test(id)) return false
      const known = cache.get(id)
      return known && known.until > Date.now() ? known.alive : look(id)
    },
    forget(ids) {
      for (const id of ids) cache.delete(id)
    },
  }
}
