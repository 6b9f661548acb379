import { afterEach, beforeEach } from 'bun:test'
import { createVirtualClock, type VirtualClock } from '#tests/seed/api/virtual-clock'
import { createTestStores, type TestStores } from './stores'

/** Stores and clock of the current test; `renew` replaces them with new, empty ones. */
export type Own = { stores: TestStores; clock: VirtualClock; renew: () => Promise<void> }

/** Gives every test of a file its own stores and clock. Call it once per file and read the result only inside tests. */
export function eachWithOwn(): Own {
  let now: Pick<Own, 'stores' | 'clock'> | undefined
  const current = () => {
    if (!now) throw new Error('stores exist only inside a test')
    return now
  }
  const open = async () => {
    now = { stores: await createTestStores(), clock: createVirtualClock() }
  }
  const close = () => current().stores[Symbol.asyncDispose]()
  beforeEach(open)
  afterEach(close)
  return {
    get stores() {
      return current().stores
    },
    get clock() {
      return current().clock
    },
    renew: async () => {
      await close()
      await open()
    },
  }
}
