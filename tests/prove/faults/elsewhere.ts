import type { Scenario } from './scenario'

const elsewhere = (id: string, fault: string, promise: string, reason: string): Scenario => ({
  id,
  fault,
  promise,
  needs: [],
  run: async () => ({ skipped: reason }),
})

/** Rows of the fault matrix that other proofs and tests show. */
export const ELSEWHERE: readonly Scenario[] = [
  elsewhere(
    'F01',
    'kill -9 of a load at random moments',
    'repeated, it gives the same catalogue',
    'bun run prove kill',
  ),
  elsewhere(
    'F16',
    'Elasticsearch refuses single documents',
    'the others are indexed, the refused ones are named and tried again',
    'tests/db/search/relay.test.ts',
  ),
  elsewhere('F28', 'a load of gigabytes', 'memory stays below 400 MB', 'bun run prove scale'),
]
