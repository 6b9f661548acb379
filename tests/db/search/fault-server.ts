import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** What the server does with one request instead of answering it: a status for all of it, a broken connection, or no answer. */
export type Fault = number | 'reset' | 'hang'

/** What the server answers for one operation instead of taking it, or `undefined` to take it. */
export type ItemFault = { status: number; type: string } | undefined

export type FaultOptions = {
  /** Asked before each request, counted from 0. */
  request?: (at: number, operations: number) => Fault | undefined
  /** Asked for each operation with how often this id has come. */
  item?: (id: string, times: number) => ItemFault
}

/** What the server holds: the documents by id with their versions, and how many requests came and ran at once. */
export type FaultServer = AsyncDisposable & {
  url: string
  documents: Map<string, number>
  requests: () => number
  mostAtOnce: () => number
}

type Meta = { _id: string; version: number }

/** Takes operations like an index with external versions, but where it is told to fail. */
function createShelf(documents: Map<string, number>, item: FaultOptions['item']) {
  const times = new Map<string, number>()
  return (action: 'index' | 'delete', { _id, version }: Meta) => {
    const seen = times.get(_id) ?? 0
    times.set(_id, seen + 1)
    const fault = item?.(_id, seen)
    if (fault) return { status: fault.status, error: { type: fault.type, reason: 'as told' } }
    if ((documents.get(_id) ?? 0) >= version)
      return { status: 409, error: { type: 'version_conflict_engine_exception' } }
    if (action === 'index') documents.set(_id, version)
    else if (!documents.delete(_id)) return { status: 404 }
    return { status: 200 }
  }
}

/** A bulk endpoint on a local port that fails as it is told to, and otherwise keeps documents by external version. */
export function startFaultServer({ request, item }: FaultOptions): FaultServer {
  const documents = new Map<string, number>()
  const take = createShelf(documents, item)
  let requests = 0
  let running = 0
  let mostAtOnce = 0

  const handle = async (asked: IncomingMessage, response: ServerResponse) => {
    const operations = actionsOf(await text(asked))
    const fault = request?.(requests++, operations.length)
    if (fault === 'reset') return void asked.socket.destroy()
    if (fault === 'hang') return
    if (fault) return send(response, fault, { error: { type: 'fault', reason: 'as told' }, status: fault })
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
