import { RELEASE } from '#lib/release'
import type { Metric } from './exposition'
import { gauge } from './gauge'

/**
 * Returns the metrics of this process and its release. Those of every process have the names that the client libraries of Prometheus use.
 *
 * @see https://prometheus.io/docs/instrumenting/writing_clientlibs/#process-metrics
 */
export function processMetrics(): Metric[] {
  const { rss, heapUsed } = process.memoryUsage()
  const { user, system } = process.cpuUsage()
  return [
    gauge('vestim_build_info', 'Release of the service and of Bun; always 1.', [
      { labels: { version: RELEASE.version, bun: Bun.version }, value: 1 },
    ]),
    gauge('process_start_time_seconds', 'Start of the process, in seconds since 1970.', performance.timeOrigin / 1000),
    gauge('process_resident_memory_bytes', 'Memory of the process.', rss),
    gauge('process_heap_bytes', 'Memory of the objects of JavaScript.', heapUsed),
    {
      name: 'process_cpu_seconds_total',
      help: 'Processor time of the process.',
      type: 'counter',
      samples: [{ value: (user + system) / 1e6 }],
    },
  ]
}
