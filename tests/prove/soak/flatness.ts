import { median, percentile } from '#tests/bench/measure'
import { openSockets, residentMegabytes } from '#tests/support/process-figures'
import { type Part, part } from '../faults/scenario'

const SAMPLE_MS = 2000
const MOST_GROWTH_MB_PER_MINUTE = 2
/** Time between the compared thirds below which a growth by the minute says nothing, and the growth that is allowed then. */
const SHORT_MINUTES = 1
const MOST_GROWTH_MB = 100
const MOST_MORE_SOCKETS = 10

/** Figures of the service at one moment. */
export type Sample = { atMinutes: number; megabytes: number; sockets: number }

/** A process to sample, from a time on and until another one. */
export type Sampled = { pid: () => number; from: number; until: number }

/** Samples the memory and the open sockets of a process. */
export async function sampleOn({ pid, from, until }: Sampled): Promise<Sample[]> {
  const samples: Sample[] = []
  while (performance.now() < until) {
    await Bun.sleep(SAMPLE_MS)
    if (performance.now() < from) continue
    samples.push({
      atMinutes: performance.now() / 60_000,
      megabytes: await residentMegabytes(pid()),
      sockets: await openSockets(pid()),
    })
  }
  return samples
}

/** Share of the samples of a third that may be lower than its figure for memory. */
const LOW = 0.1

/** Compares the first and the last third by one figure of each. */
function changeOf(samples: readonly Sample[], figureOf: (third: readonly Sample[]) => number) {
  const third = Math.max(1, Math.floor(samples.length / 3))
  const [first, last] = [samples.slice(0, third), samples.slice(-third)]
  const minutes = median(last.map(({ atMinutes }) => atMinutes)) - median(first.map(({ atMinutes }) => atMinutes))
  return { from: figureOf(first), to: figureOf(last), minutes }
}

/**
 * Promises that memory does not grow: by the minute or, of a short soak, in all. It rises between collections, later ones on a busy machine, so
 * the low values of each third are compared: a leak raises those, too.
 */
export function flatMemory(samples: readonly Sample[]): Part {
  const { from, to, minutes } = changeOf(samples, (third) =>
    percentile(
      third.map(({ megabytes }) => megabytes),
      LOW,
    ),
  )
  const change = `memory from ${from.toFixed(0)} to ${to.toFixed(0)} MB`
  if (minutes < SHORT_MINUTES) return part(to - from <= MOST_GROWTH_MB, `${change} (at most ${MOST_GROWTH_MB} more)`)
  const slope = (to - from) / minutes
  const limit = `${slope.toFixed(1)} MB a minute (at most ${MOST_GROWTH_MB_PER_MINUTE})`
  return part(slope <= MOST_GROWTH_MB_PER_MINUTE, `${change}, ${limit}`)
}

/** Promises that no sockets are left open. */
export function flatSockets(samples: readonly Sample[]): Part {
  const { from, to } = changeOf(samples, (third) => median(third.map(({ sockets }) => sockets)))
  return part(to <= from + MOST_MORE_SOCKETS, `open sockets from ${from} to ${to}`)
}
