import { throughSpool } from '#db/export/spool'
import { writePersonalData } from '#db/privacy/personal-data'
import type { Dependencies } from '#src/dependencies'
import { describeFault } from '#src/http/fault-log'
import { LIMITS } from '#src/http/limits'
import type { Log } from '#src/http/log'
import { createPacedBody, type WriteBody } from '#src/http/paced-body'
import type { OwnAct } from './own-account'

/** Exports of own data at once: those of games use the same connections. */
const AT_ONCE = 2
const STALL_MS = 30_000

/** Starts the export of what is kept about a person; `'busy'` if one of the same person runs, or two of others. */
export type ExportOwn = (by: OwnAct, signal: AbortSignal) => Promise<ReadableStream<Uint8Array> | 'busy'>

/** Returns the function that starts exports of own data. One that breaks off is logged. */
export function createOwnExports({ stores, accounts }: Dependencies, log: Log): ExportOwn {
  const running: string[] = []
  return async ({ owner, origin }, signal) => {
    const own = running.filter((id) => id === owner.id).length
    if (running.length >= AT_ONCE || own >= LIMITS.exportsOfCaller) return 'busy'
    running.push(owner.id)
    const leave = () => void running.splice(running.indexOf(owner.id), 1)
    try {
      await accounts.audit(origin, { event: 'data_exported', actor: owner.id, account: owner.id })
      const { body, written } = await createPacedBody(writerOf(stores, owner), { stallMs: STALL_MS, signal })
      written
        .catch((error: unknown) => log.info('export_broken', { requestId: origin.requestId, ...describeFault(error) }))
        .finally(leave)
      return body
    } catch (error) {
      leave()
      throw error
    }
  }
}

function writerOf({ exportDb, spoolDirectory }: Dependencies['stores'], owner: OwnAct['owner']): WriteBody {
  const encoder = new TextEncoder()
  const write: WriteBody = (take) => writePersonalData(exportDb, owner, (piece) => take(encoder.encode(piece)))
  return spoolDirectory === undefined ? write : (take) => throughSpool(spoolDirectory, write, take)
}
