import { median, percentile } from '#tests/bench/measure'
import { type MemoryFigures, memoryOf } from '#tests/support/memory-figures'
import { openSockets } from '#tests/support/process-figures'
import type { ServiceProcess } from '#tests/support/service-process'
import { type Part, part } from '../faults/scenario'

const SAMPLE_MS = 5000
const MOST_GROWTH_MB_PER_MINUTE = 2
/** Time between the compared thirds below which a growth by the minute says nothing, and the growth that is allowed then. */
const SHORT_MINUTES = 1
const MOST_GROWTH_MB = 100
const MOST_MORE_SOCKETS = 10

/** Figures of the service at one moment. */
export type Sample = MemoryFigures & { atMinutes: number; sockets: number }

/** A service to sample, from a time on and until another one. */
export type Sampled = { service: () => ServiceProcess; from: number; until: number }

/** Samples the memory and the open sockets of a service. */
export async function sampleOn({ service, from, until }: Sampled): Promise<Sample[]> {
  const samples: Sample[] = []
  for (; performance.now() < until; await Bun.sleep(Math.min(SAMPLE_MS, (until - from) / 10))) {
    if (performance.now() < from) continue
    const memory = await memoryOf(service())
    if (!memory) continue
    samples.push({ ...memory, atMinutes: performance.now() / 60_000, sockets: await openSockets(service().pid) })
  }
  return samples
}

/** Share of the samples of a third that may be lower than its figure for memory. */
const LOW = 0.1

const lowOf = (samples: readonly Sample[], figure: 'inUse' | 'resident'): number =>
  percentile(
    samples.map((sample) => sample[figure]),
    LOW,
  )

/** Compares the first and the last third by one figure of each. */
function changeOf(samples: readonly Sample[], figureOf: (third: readonly Sample[]) => number) {
  const third = Math.max(1, Math.floor(samples.length / 3))
  const [first, last] = [samples.slice(0, third), samples.slice(-third)]
  const minutes = median(last.map(({ atMinutes }) => atMinutes)) - median(first.map(({ atMinutes }) => atMinutes))
  return { from: figureOf(first), to: figureOf(last), minutes }
}

/**
 * Promises that memory does not grow: what is left after a collection, by the minute or, of a short soak, in all. It rises with the requests that
 * are being answered, so the low values of each third are compared: a leak raises those, too.
 */
export function flatMemory(samples: readonly Sample[]): Part {
  const { from, to, minutes } = changeOf(samples, (third) => lowOf(third, 'inUse'))
  const change = `memory in use from ${from.toFixed(0)} to ${to.toFixed(0)} MB`
  if (minutes < SHORT_MINUTES) return part(to - from <= MOST_GROWTH_MB, `${change} (at most ${MOST_GROWTH_MB} more)`)
  const slope = (to - from) / minutes
  const limit = `${slope.toFixed(1)} MB a minute (at most ${MOST_GROWTH_MB_PER_MINUTE})`
  return part(slope <= MOST_GROWTH_MB_PER_MINUTE, `${change}, ${limit}`)
}

/**
 * Promises that the process at rest has grown no faster since it was first under load. It keeps what the largest requests needed for as long as
 * it may need it again, so that its size under load says little.
 */
export function restingMemory(samples: readonly Sample[], atRest: MemoryFigures | undefined): Part {
  const { from, to, minutes } = changeOf(samples, (third) => lowOf(third, 'resident'))
  const most = from + (minutes < SHORT_MINUTES ? MOST_GROWTH_MB : MOST_GROWTH_MB_PER_MINUTE * minutes)
  const resident = atRest?.resident ?? Number.POSITIVE_INFINITY
  const underLoad = `under load from ${from.toFixed(0)} to ${to.toFixed(0)} MB`
  return part(
    resident <= most,
    `resident memory ${underLoad}, at rest ${resident.toFixed(0)} MB (at most ${most.toFixed(0)})`,
  )
}

/** Promises that no sockets are left open. */
export function flatSockets(samples: readonly Sample[]): Part {
  const { from, to } = changeOf(samples, (third) => median(third.map(({ sockets }) => sockets)))
  return part(to <= from + MOST_MORE_SOCKETS, `open sockets from ${from} to ${to}`)
}
