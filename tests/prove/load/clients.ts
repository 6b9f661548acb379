import { openRaw, type RawConnection, type RawEnd, requestHead } from '#tests/support/raw-http'
import { authorizationOf } from '#tests/support/service-process'
import { readAt } from './requests'

/** Requests of clients until the service was gone: answers, and requests whose answer did not arrive whole. */
export type ClientReport = { answered: number; cut: number; wrong: number }

const MOST_PAUSE_MS = 20

/**
 * Runs clients that read the catalogue until the service refuses their connections. Every fourth opens a connection for each
 * request; the others keep theirs until the service says that it closes it.
 */
export async function readUntilGone(origin: string, clients: number): Promise<ClientReport> {
  const { authorization } = await authorizationOf('read')
  const reports = await Promise.all(
    Array.from({ length: clients }, (_, at) => runClient(origin, authorization, at, at % 4 !== 0)),
  )
  const sum = (of: (report: ClientReport) => number) => reports.reduce((total, report) => total + of(report), 0)
  return { answered: sum(({ answered }) => answered), cut: sum(({ cut }) => cut), wrong: sum(({ wrong }) => wrong) }
}

async function runClient(origin: string, authorization: string, at: number, keeps: boolean): Promise<ClientReport> {
  const report: ClientReport = { answered: 0, cut: 0, wrong: 0 }
  for (let connection = await openRaw(origin); connection; connection = await openRaw(origin)) {
    using open = connection
    await useConnection(open, authorization, { at, keeps }, report)
  }
  return report
}

async function useConnection(
  connection: RawConnection,
  authorization: string,
  { at, keeps }: { at: number; keeps: boolean },
  report: ClientReport,
): Promise<void> {
  const headers = { authorization, ...(!keeps && { connection: 'close' }) }
  for (let turn = 0; ; turn++) {
    const end = await connection.request(requestHead('GET', readAt(at + turn), headers))
    count(end, report)
    if (typeof end === 'string' || end.closes || !keeps) return
    await Bun.sleep(Math.random() * MOST_PAUSE_MS)
  }
}

function count(end: RawEnd, report: ClientReport): void {
  if (end === 'unconnected') return
  if (end === 'cut') report.cut++
  else if (end.status === 200) report.answered++
  else report.wrong++
}
