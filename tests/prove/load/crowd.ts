import { connect } from 'node:net'

// Started as a separate process: opens idle connections, and slow ones that send a request at one byte a second, and holds them.
const [, , port = '', idle = '0', slow = '0', token = ''] = process.argv
const SLOW_HEAD = `GET /v1/games HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${token}\r\nX-Slow: `
const SLOW_BODY = `PUT /v1/games/a/overrides/title HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n`
const AT_ONCE = 200

const dial = () =>
  new Promise<ReturnType<typeof connect> | undefined>((resolve) => {
    const socket = connect(Number(port), '127.0.0.1', () => resolve(socket))
    socket.on('error', () => resolve(undefined))
  })

async function open(count: number, use: (socket: ReturnType<typeof connect>, at: number) => void): Promise<number> {
  let opened = 0
  for (let at = 0; at < count; at += AT_ONCE) {
    const sockets = await Promise.all(Array.from({ length: Math.min(AT_ONCE, count - at) }, dial))
    for (const [index, socket] of sockets.entries())
      if (socket) {
        opened++
        use(socket, at + index)
      }
  }
  return opened
}

const opened = await open(Number(idle), () => {})
const slowed = await open(Number(slow), (socket, at) => {
  socket.write(at % 2 === 0 ? SLOW_HEAD : SLOW_BODY)
  const timer = setInterval(() => socket.write('x'), 1000)
  socket.on('close', () => clearInterval(timer))
})
process.stdout.write(`${opened} ${slowed}\n`)
setInterval(() => {}, 60_000)
