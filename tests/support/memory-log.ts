import { createLog, type Log } from '#src/http/log'

/** Returns a log that keeps its lines, parsed. (Default level: `info`.) */
export function createMemoryLog(level: Parameters<typeof createLog>[0] = 'info') {
  const lines: Record<string, unknown>[] = []
  const log: Log = createLog(level, (line) => lines.push(JSON.parse(line)))
  return { log, lines }
}
