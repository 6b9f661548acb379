import { createLog, type Log } from '#src/http/log'

/** Returns a log that keeps its lines, parsed. (Default level: `info`.) */
export function createMemoryLog(level: Parameters<typeof createLog>[0] = 'info') {
  const lines: Record<string, unknown>[] = []
  const write = (line: string) => void lines.push(JSON.parse(line))
  const log: Log = createLog(level, { write, defer: write })
  return { log, lines }
}
