import type { MetricSample } from './exposition'

/** Values of the labels of a metric, in the order of their names. */
type LabelValues = readonly string[]

/** Counter with labels. `add` counts one. */
export type LabelledCounter = { add: (...values: string[]) => void; samples: () => MetricSample[] }

/** Histogram with labels. `observe` counts a value in each bucket that holds it. */
export type LabelledHistogram = { observe: (value: number, ...values: string[]) => void; samples: () => MetricSample[] }

/** Creates a counter. The values of its labels must come from small sets: every combination is kept. */
export function createCounter(names: readonly string[]): LabelledCounter {
  const counts = keyed(() => ({ value: 0 }))
  return {
    add: (...values) => void counts.at(values).value++,
    samples: () => counts.list().map(([values, { value }]) => ({ labels: labelsOf(names, values), value })),
  }
}

/** Creates a histogram with buckets up to these bounds, which increase, and one above. */
export function createHistogram(bounds: readonly number[], names: readonly string[]): LabelledHistogram {
  const series = keyed(() => ({ counts: new Array<number>(bounds.length + 1).fill(0), sum: 0 }))
  return {
    observe(value, ...values) {
      const one = series.at(values)
      const at = bounds.findIndex((bound) => value <= bound)
      const bucket = at === -1 ? bounds.length : at
      one.counts[bucket] = (one.counts[bucket] ?? 0) + 1
      one.sum += value
    },
    samples: () => series.list().flatMap(([values, one]) => histogramSamples(bounds, labelsOf(names, values), one)),
  }
}

function histogramSamples(
  bounds: readonly number[],
  labels: Record<string, string>,
  { counts, sum }: { counts: readonly number[]; sum: number },
): MetricSample[] {
  let total = 0
  const buckets = counts.map((count, at): MetricSample => {
    total += count
    return { suffix: '_bucket', labels: { ...labels, le: String(bounds[at] ?? '+Inf') }, value: total }
  })
  return [...buckets, { suffix: '_sum', labels, value: sum }, { suffix: '_count', labels, value: total }]
}

/** Returns a store of one value per combination of label values. */
function keyed<T>(create: () => T) {
  const values = new Map<string, { labels: LabelValues; one: T }>()
  return {
    at(labels: LabelValues): T {
      const key = labels.join('\n')
      const known = values.get(key)
      if (known) return known.one
      const one = create()
      values.set(key, { labels, one })
      return one
    },
    list: () => [...values.values()].map(({ labels, one }) => [labels, one] as const),
  }
}

const labelsOf = (names: readonly string[], values: LabelValues): Record<string, string> =>
  Object.fromEntries(names.map((name, at) => [name, values[at] ?? '']))
