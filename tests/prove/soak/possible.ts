/** Time after which a request without a clear answer has ended: longer than every deadline of the service and every fault of the soak. */
const LATE_MS = 15_000

/** Values that a fact may have after the answers so far. */
export type Possible<T> = {
  /** Notes a value that was acknowledged. Requests that may still be on their way can come after it. */
  sure: (value: T) => void
  /** Notes a value of a request without a clear answer. */
  unsure: (value: T) => void
  has: (value: T) => boolean
  all: () => T[]
}

/** Creates a fact with this acknowledged value. */
export function createPossible<T>(first: T): Possible<T> {
  let values: { value: T; unsureAt?: number }[] = [{ value: first }]
  return {
    sure(value) {
      const since = performance.now() - LATE_MS
      values = [...values.filter(({ unsureAt }) => unsureAt !== undefined && unsureAt > since), { value }]
    },
    unsure: (value) => void values.push({ value, unsureAt: performance.now() }),
    has: (value) => values.some((each) => each.value === value),
    all: () => values.map(({ value }) => value),
  }
}

/** True if an answer does not tell if the request had an effect. */
export const isUnclear = ({ status }: { status: number }): boolean => status === 0 || status >= 500
