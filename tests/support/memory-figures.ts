import { join } from 'node:path'
import type { ServiceProcess } from './service-process'

const ANSWER_MS = 5000
const POLL_MS = 20

/** Environment of a service whose memory is measured. */
export const MEMORY_MONITOR = { BUN_OPTIONS: `--preload=${join(import.meta.dir, 'memory-monitor.ts')}` }

/** Memory of a process in MB after its garbage was collected: of its objects, and of the whole process. */
export type MemoryFigures = { inUse: number; resident: number }

/** Measures a service that was started with `MEMORY_MONITOR`; `undefined` if it has ended, or does not answer within 5 s. */
export async function memoryOf(service: ServiceProcess): Promise<MemoryFigures | undefined> {
  const latest = () => service.log.findLast(({ code }) => code === 'memory') as MemoryFigures | undefined // safe: the monitor writes both
  const before = latest()
  const until = performance.now() + ANSWER_MS
  service.signal('SIGUSR2')
  while (performance.now() < until) {
    await Bun.sleep(POLL_MS)
    const figures = latest()
    if (figures !== before) return figures
  }
  return undefined
}
