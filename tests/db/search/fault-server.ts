import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** Fault of one request: an HTTP status, a broken connection, or no answer at all. */
export type Fault = number | 'reset' | 'hang'

/** Fault of one operation of a bulk request, or `undefined` to accept it. */
export type ItemFault = { status: number; type: string } | undefined

export type FaultOptions = {
  /** Returns the fault of a request, if any; `at` counts requests from 0. */
  request?: (at: number, operations: number) => Fault | undefined
  /** Returns the fault of an operation; `times` is how often this id has come before. */
  item?: (id: string, times: number) => ItemFault
}

/** The running server: versions of its documents by id, the number of requests, and the most at the same time. */
export type FaultServer = AsyncDisposable & {
  url: string
  documents: Map<string, number>
  requests: () => number
  mostAtOnce: () => number
}

type Meta = { _id: string; version: number }

/** Creates a store that handles operations as an index with external versions does, except for the faults of `item`. */
function createIndexStore(documents: Map<string, number>, item: FaultOptions['item']) {
  const times = new Map<string, number>()
  return (action: 'index' | 'delete', { _id, version }: Meta) => {
    const seen = times.get(_id) ?? 0
    times.set(_id, seen + 1)
    const fault = item?.(_id, seen)
    if (fault) return { status: fault.status, error: { type: fault.type, reason: 'as configured' } }
    if ((documents.get(_id) ?? 0) >= version)
      return { status: 409, error: { type: 'version_conflict_engine_exception' } }
    if (action === 'index') documents.set(_id, version)
    else if (!documents.delete(_id)) return { status: 404 }
    return { status: 200 }
  }
}

/** Starts a bulk endpoint on a local port that fails as configured and otherwise keeps documents by external version. */
export function startFaultServer({ request, item }: FaultOptions): FaultServer {
  const documents = new Map<string, number>()
  const take = createIndexStore(documents, item)
  let requests = 0
  let running = 0
  let mostAtOnce = 0

  const handle = async (asked: IncomingMessage, response: ServerResponse) => {
    const operations = actionsOf(await text(asked))
    const fault = request?.(requests++, operations.length)
    if (fault === 'reset') return void asked.socket.destroy()
    if (fault === 'hang') return
    if (fault) return send(response, fault, { error: { type: 'fault', reason: 'as configured' }, status: fault })
    send(response, 200, { items: operations.map(({ action, meta }) => ({ [action]: take(action, meta) })) })
  }
  const server = createServer((asked, response) => {
    mostAtOnce = Math.max(mostAtOnce, ++running)
    void handle(asked, response).finally(() => running--)
  }).listen(0, '127.0.0.1')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // safe: it listens on a port
    documents,
    requests: () => requests,
    mostAtOnce: () => mostAtOnce,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'x-elastic-product': 'Elasticsearch' })
  response.end(JSON.stringify(body))
}

function actionsOf(ndjson: string): { action: 'index' | 'delete'; meta: Meta }[] {
  const lines = ndjson.trimEnd().split('\n')
  const actions: { action: 'index' | 'delete'; meta: Meta }[] = []
  for (let at = 0; at < lines.length; at++) {
    const line = JSON.parse(lines[at] ?? '') as { index?: Meta; delete?: Meta } // safe: the indexer under test wrote it
    if (line.index) actions.push({ action: 'index', meta: line.index })
    if (line.delete) actions.push({ action: 'delete', meta: line.delete })
    if (line.index) at++
  }
  return actions
}
