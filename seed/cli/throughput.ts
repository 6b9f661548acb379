/** Progress at one time: bytes, pages or another unit, and records. */
type Sample = { at: number; done: number; records: number }

/** Recent speed of a phase. */
export type Throughput = {
  /** Adds the current progress. */
  note: (done: number, records: number) => void
  /** Returns records per second; `undefined` until two samples are half a second apart. */
  recordsPerSecond: () => number | undefined
  /** Returns the time left until `total`, in ms; `undefined` until the speed is known. */
  leftMs: (total: number) => number | undefined
}

const RECENT_MS = 30_000
const SAMPLE_EVERY_MS = 250
/** Samples that are kept however old they are: pages of an API may be a minute apart. */
const FEWEST_SAMPLES = 5
const SHORTEST_MS = 500

/**
 * Creates a meter of the recent speed, over the last 30 s. Progress made before a resume does not count; waiting for a
 * quota does. A smaller number of records than before begins anew.
 *
 * `now` returns the time in ms.
 */
export function createThroughput(now: () => number): Throughput {
  const samples: Sample[] = []
  let last: Sample | undefined
  const span = () => {
    const [first] = samples
    return first && last && last.at - first.at >= SHORTEST_MS ? { first, last } : undefined
  }
  return {
    note(done, records) {
      if (last && records < last.records) samples.length = 0
      last = { at: now(), done, records }
      if (last.at - (samples.at(-1)?.at ?? Number.NEGATIVE_INFINITY) < SAMPLE_EVERY_MS) return
      samples.push(last)
      while (samples.length > FEWEST_SAMPLES && last.at - (samples[1]?.at ?? 0) >= RECENT_MS) samples.shift()
    },
    recordsPerSecond() {
      const measured = span()
      return measured && ((measured.last.records - measured.first.records) * 1000) / elapsed(measured)
    },
    leftMs(total) {
      const measured = span()
      const done = measured && measured.last.done - measured.first.done
      return measured && done ? ((total - measured.last.done) * elapsed(measured)) / done : undefined
    },
  }
}

const elapsed = ({ first, last }: { first: Sample; last: Sample }): number => last.at - first.at
