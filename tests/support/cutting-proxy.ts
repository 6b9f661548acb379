import { type AddressInfo, createServer, connect as dial, type Socket } from 'node:net'

/** TCP proxy that can cut its connections. */
export type CuttingProxy = Disposable & {
  port: number
  /** Cuts every connection once the server has sent `bytes` more; with `forGood` refuses new ones until `mend` is called. */
  cutAfter: (bytes: number, how?: { forGood: boolean }) => void
  mend: () => void
  cuts: () => number
}

/** Starts a proxy to a port of this machine, on a free port. */
export async function startCuttingProxy(target: number): Promise<CuttingProxy> {
  const sockets = new Set<Socket>()
  let left = Number.POSITIVE_INFINITY
  let [closed, forGood, cuts] = [false, false, 0]
  const cut = () => {
    cuts++
    left = Number.POSITIVE_INFINITY
    closed = forGood
    for (const socket of sockets) socket.destroy()
  }
  const join = (from: Socket, to: Socket, onBytes: (bytes: number) => void) => {
    sockets.add(from)
    from.on('data', (bytes) => {
      to.write(bytes)
      onBytes(bytes.length)
    })
    from.on('error', () => {})
    from.on('close', () => sockets.delete(from) && to.destroy())
  }
  const server = createServer((client) => {
    if (closed) return void client.destroy()
    const upstream = dial(target, '127.0.0.1')
    join(client, upstream, () => {})
    join(upstream, client, (bytes) => {
      left -= bytes
      if (left <= 0) cut()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port, // safe: it listens on a port
    cutAfter(bytes, how = { forGood: false }) {
      left = bytes
      forGood = how.forGood
    },
    mend() {
      closed = false
    },
    cuts: () => cuts,
    [Symbol.dispose]() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}
