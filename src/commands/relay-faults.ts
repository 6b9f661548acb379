import type { RelayOptions } from '#db/search/relay'
import { messageOf } from '#lib/errors'
import { rootCause } from '#lib/unavailable'

/** Where a line of the log goes. */
export type WriteLine = (line: string) => void

const toStandardError: WriteLine = (line) => void process.stderr.write(`${line}\n`)

/** Tells whoever reads the log why the index is behind, one JSON object a line; the relay itself goes on trying. */
export function relayFaults(write: WriteLine = toStandardError): Pick<RelayOptions, 'onFault' | 'onRefused'> {
  const tell = (code: string, message: string) =>
    write(JSON.stringify({ at: new Date().toISOString(), level: 'warn', code, message }))
  return {
    onFault: (error) => tell('index_behind', messageOf(rootCause(error))),
    onRefused: ({ id, reason }) => tell('document_refused', `${id}: ${reason}`),
  }
}
