import type { Counted } from '#seed/pipeline/progress'
import { printedNumber } from './printed-number'
import { createThroughput, type Throughput } from './throughput'

/** Progress of one phase of a run, as text, and as a share (0 to 1) if its total is known. */
export type Phase = {
  name: string
  at: (done: number, total: number | undefined, records: number) => void
  text: () => string
  share: () => number | undefined
}

/** Creates a phase that begins now. `now` returns the time in ms. */
export function createPhase(name: string, counted: Counted | undefined, now: () => number): Phase {
  const startedAt = now()
  const throughput = createThroughput(now)
  let latest: Amounts | undefined
  return {
    name,
    at(done, total, records) {
      latest = { done, total, records }
      throughput.note(done, records)
    },
    share: () => (latest?.total ? Math.min(1, latest.done / latest.total) : undefined),
    text: () => (latest ? textOf(latest, counted, throughput) : `${Math.round((now() - startedAt) / 1000)} s so far`),
  }
}

type Amounts = { done: number; total: number | undefined; records: number }

function textOf({ done, total, records }: Amounts, counted: Counted | undefined, throughput: Throughput): string {
  const isOfRecords = counted === 'records' || counted === 'games'
  const parts = [
    total && `${Math.floor((100 * Math.min(done, total)) / total)} %`,
    counted && amount(counted, done, total),
    !isOfRecords && `${printedNumber(records)} records`,
    rateOf(throughput),
    timeLeft(done, total, throughput),
  ]
  return parts.filter(Boolean).join(', ')
}

function rateOf(throughput: Throughput): string | undefined {
  const rate = throughput.recordsPerSecond()
  return rate === undefined
    ? undefined
    : `${printedNumber(rate < 10 ? Math.round(rate * 10) / 10 : Math.round(rate))} a second`
}

/** Returns the time left; `undefined` if the total or the rate is unknown. */
function timeLeft(done: number, total: number | undefined, throughput: Throughput): string | undefined {
  const left = total !== undefined && done < total ? throughput.leftMs(total) : undefined
  return left === undefined ? undefined : `about ${duration(left)} left`
}

/** Returns an amount: `12.5 of 27.0 MB`, `3 of 61 pages`, `12 pages`. */
function amount(counted: Counted, done: number, total: number | undefined): string {
  const [format, unit] =
    counted === 'bytes' ? [(bytes: number) => (bytes / 1e6).toFixed(1), 'MB'] : [printedNumber, counted]
  return `${format(done)}${total === undefined ? '' : ` of ${format(total)}`} ${unit}`
}

/** Returns a duration: `45 s`, `3 min`, `2 h 10 min`. */
function duration(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000))
  if (seconds < 90) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
