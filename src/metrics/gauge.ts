import type { Metric, MetricSample } from './exposition'

/** Returns a gauge: one value, or samples with labels. A value that is not known is left out. */
export function gauge(name: string, help: string, value: number | null | undefined | readonly MetricSample[]): Metric {
  if (value === null || value === undefined) return { name, help, type: 'gauge', samples: [] }
  return { name, help, type: 'gauge', samples: typeof value === 'number' ? [{ value }] : value }
}
