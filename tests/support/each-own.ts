import { afterEach, beforeEach } from 'bun:test'
import { createVirtualClock, type VirtualClock } from '#tests/seed/api/virtual-clock'
import { createTestStores, type TestStores } from './stores'

/** Stores and a clock; `renew` puts empty ones in their place. */
export type Own = { stores: TestStores; clock: VirtualClock; renew: () => Promise<void> }

/** Gives every test of a file stores and a clock of its own; to be called once, and read within tests alone. */
export function eachWithOwn(): Own {
  let now: Pick<Own, 'stores' | 'clock'> | undefined
  const current = () => {
    if (!now) throw new Error('there are stores within a test only')
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
