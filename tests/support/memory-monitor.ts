// Preloaded into a service: on SIGUSR2 it collects the garbage and writes the memory that is left, in megabytes.
import { heapStats } from 'bun:jsc'

const MEGABYTE = 2 ** 20

process.on('SIGUSR2', () => {
  Bun.gc(true)
  const { heapSize, extraMemorySize } = heapStats()
  const [inUse = 0, resident = 0] = [heapSize + extraMemorySize, process.memoryUsage.rss()].map(
    (size) => size / MEGABYTE,
  )
  process.stderr.write(`${JSON.stringify({ code: 'memory', inUse, resident })}\n`)
})
