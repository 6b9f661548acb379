import type { Counted } from '#seed/pipeline/progress'
import { createThroughput, type Throughput } from './throughput'

/** One phase of a run as it is told: where it is, in words, and as a share where the end is known. */
export type Phase = {
  name: string
  at: (done: number, total: number | undefined, records: number) => void
  text: () => string
  share: () => number | undefined
}

const number = new Intl.NumberFormat('en')

/** A phase that has just begun. `now` is the time in milliseconds. */
export function createPhase(name: string, counted: Counted | undefined, now: () => number): Phase {
  const begun = now()
  const pace = createThroughput(now)
  let told: Told | undefined
  return {
    name,
    at(done, total, records) {
      told = { done, total, records }
      pace.note(done, records)
    },
    share: () => (told?.total ? Math.min(1, told.done / told.total) : undefined),
    text: () => (told ? textOf(told, counted, pace) : `${Math.round((now() - begun) / 1000)} s so far`),
  }
}

type Told = { done: number; total: number | undefined; records: number }

function textOf({ done, total, records }: Told, counted: Counted | undefined, pace: Throughput): string {
  const isOfRecords = counted === 'records' || counted === 'games'
  const parts = [
    total && `${Math.floor((100 * Math.min(done, total)) / total)} %`,
    counted && amount(counted, done, total),
    !isOfRecords && `${number.format(records)} records`,
    rateOf(pace),
    timeLeft(done, total, pace),
  ]
  return parts.filter(Boolean).join(', ')
}

function rateOf(pace: Throughput): string | undefined {
  const rate = pace.recordsPerSecond()
  return rate === undefined
    ? undefined
    : `${number.format(rate < 10 ? Math.round(rate * 10) / 10 : Math.round(rate))} a second`
}

/** How long the rest takes; nothing is claimed where the end is unknown. */
function timeLeft(done: number, total: number | undefined, pace: Throughput): string | undefined {
  const left = total !== undefined && done < total ? pace.leftMs(total) : undefined
  return left === undefined ? undefined : `about ${duration(left)} left`
}

/** `12.5 of 27.0 MB`, `3 of 61 pages`, `12 pages`. */
function amount(counted: Counted, done: number, total: number | undefined): string {
  const [format, unit] =
    counted === 'bytes' ? [(bytes: number) => (bytes / 1e6).toFixed(1), 'MB'] : [number.format, counted]
  return `${format(done)}${total === undefined ? '' : ` of ${format(total)}`} ${unit}`
}

/** A time as people say it: `45 s`, `3 min`, `2 h 10 min`. */
function duration(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000))
  if (seconds < 90) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
