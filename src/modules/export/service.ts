import type { ExportFormat } from '#catalogue/export/formats'
import { throughSpool } from '#db/export/spool'
import { writeExport } from '#db/export/write'
import type { GameCriteria } from '#db/game/criteria'
import type { Dependencies } from '#src/dependencies'
import { describeFault, failureOf } from '#src/http/fault-log'
import { throughGzip } from '#src/http/gzip'
import { LIMITS } from '#src/http/limits'
import type { Log } from '#src/http/log'
import { createPacedBody, type PacedBody, type WriteBody } from '#src/http/paced-body'

/** Exports at once: as many as have a connection. */
const EXPORTS_AT_ONCE = 2
const STALL_MS = 30_000

/** An export to start: its games, its format, if it is sent as gzip, its caller, the id of its request, and the signal that its client has gone. */
export type AskedExport = {
  criteria: GameCriteria
  format: ExportFormat
  isGzip: boolean
  caller: string
  requestId: string
  signal: AbortSignal
}

/** Starts an export and returns its body; `'busy'` if two are running, or one of the same caller. (Default of `stallMs`: 30 s) */
export type StartExport = (asked: AskedExport) => Promise<ReadableStream<Uint8Array> | 'busy'>

/** Returns the function that starts exports, two at once, and one at once for each caller. An export that breaks off is logged. */
export function createExports({ stores }: Pick<Dependencies, 'stores'>, log: Log, stallMs = STALL_MS): StartExport {
  const running = new Set<AskedExport>()
  const runningOf = (caller: string) => [...running].filter((each) => each.caller === caller).length
  return async (asked) => {
    if (running.size >= EXPORTS_AT_ONCE || runningOf(asked.caller) >= LIMITS.exportsOfCaller) return 'busy'
    running.add(asked)
    const leave = () => running.delete(asked)
    try {
      const { body, written } = await startExport(stores, asked, stallMs)
      written.catch((error: unknown) => logEnd(log, asked, error)).finally(leave)
      return body
    } catch (error) {
      leave()
      throw error
    }
  }
}

function startExport(
  { exportDb, spoolDirectory }: Dependencies['stores'],
  { signal, isGzip, ...asked }: AskedExport,
  stallMs: number,
): Promise<PacedBody> {
  const write: WriteBody = (take) =>
    spoolDirectory === undefined
      ? writeExport(exportDb, asked, take)
      : throughSpool(spoolDirectory, (file) => writeExport(exportDb, asked, file), take)
  return createPacedBody(isGzip ? throughGzip(write) : write, { stallMs, signal })
}

/** Logs why an export broke off: at level info if the client did it. */
function logEnd(log: Log, { requestId }: AskedExport, error: unknown): void {
  const level = failureOf(error)?.code === 'interrupted' ? 'info' : 'error'
  const { code: reason, ...fault } = describeFault(error)
  log[level]('export_broken', { requestId, reason, ...fault })
}
