/** What was done when: bytes, pages or whatever is counted, and records. */
type Sample = { at: number; done: number; records: number }

/** How fast work goes at the moment. */
export type Throughput = {
  /** Notes how far it is. */
  note: (done: number, records: number) => void
  /** Records a second, `undefined` until there is something to tell. */
  recordsPerSecond: () => number | undefined
  /** Milliseconds that the rest of `total` takes at this pace, `undefined` until there is something to tell. */
  leftMs: (total: number) => number | undefined
}

const RECENT_MS = 30_000
const SAMPLE_EVERY_MS = 250
/** Pages of an API come a minute apart: so many count, however long ago they came. */
const FEWEST_SAMPLES = 5
const SHORTEST_MS = 500

/**
 * Measures the recent pace: what a resumed run had done before does not count, and waiting for a quota does.
 *
 * `now` is the time in milliseconds.
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
