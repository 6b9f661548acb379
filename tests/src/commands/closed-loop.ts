import { connect as dial } from 'node:net'

/** Requests by their end: answered, refused (no connection), or cut: sent, and not answered in full. */
export type LoopCount = { answered: number; refused: number; cut: number; reasons: string[] }

/**
 * Runs clients that send one request after the other until they are refused or cut: half of them on a connection that they keep as
 * long as the service does, half on a new one each.
 */
export async function runClosedLoop(url: string, path: string, headers: string, clients: number): Promise<LoopCount> {
  const count: LoopCount = { answered: 0, refused: 0, cut: 0, reasons: [] }
  const { hostname, port } = new URL(url)
  const request = `GET ${path} HTTP/1.1\r\nHost: ${hostname}\r\n${headers}\r\n`
  const runClient = async (keeps: boolean) => {
    while (await runConnection(() => open(Number(port), hostname), request, keeps, count));
  }
  await Promise.all(Array.from({ length: clients }, (_, at) => runClient(at % 2 === 0)))
  return count
}

/** Sends requests until the connection ends; false if the client must end, too. */
async function runConnection(
  connect: () => ReturnType<typeof open>,
  request: string,
  keeps: boolean,
  count: LoopCount,
): Promise<boolean> {
  const connection = await connect()
  if (!connection) {
    count.refused++
    return false
  }
  try {
    for (;;) {
      const head = await connection.exchange(request)
      count.answered++
      if (!keeps || /^connection: close/im.test(head)) return true
    }
  } catch (error) {
    count.cut++
    count.reasons.push(error instanceof Error ? error.message : String(error))
    return false
  } finally {
    connection.close()
  }
}

/** Connects; `undefined` if refused. `exchange` sends a request and returns the head of its complete response. */
async function open(port: number, host: string) {
  const connected = Promise.withResolvers<boolean>()
  let text = ''
  let answer = Promise.withResolvers<string>()
  answer.promise.catch(() => {})
  const socket = dial(port, host, () => connected.resolve(true))
  const fail = (reason: string) => {
    connected.resolve(false)
    answer.reject(new Error(reason))
  }
  socket.on('error', ({ message }) => fail(message))
  socket.on('close', () => fail(`closed after ${text.length} bytes`))
  socket.on('data', (bytes) => {
    text += bytes.toString('latin1')
    if (isComplete(text)) answer.resolve(text.slice(0, text.indexOf('\r\n\r\n')))
  })
  if (!(await connected.promise)) return undefined
  return {
    exchange(request: string): Promise<string> {
      text = ''
      answer = Promise.withResolvers<string>()
      socket.write(request)
      return answer.promise
    },
    close: () => socket.destroy(),
  }
}

function isComplete(text: string): boolean {
  const head = text.indexOf('\r\n\r\n')
  const length = Number(/^content-length: (\d+)/im.exec(text)?.[1])
  return head !== -1 && text.length >= head + 4 + length
}
