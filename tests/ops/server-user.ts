import { createServer } from 'node:net'

const SERVER_USER = 'vestim-services'

/** How a command is run as that user. */
export const asServerUserArgv = (command: string): string[] =>
  process.getuid?.() === 0 ? ['su', SERVER_USER, '-s', '/bin/bash', '-c', command] : ['bash', '-c', command]

/** Runs a command as a user that servers run as: they refuse root, who hands over to the user that `.ci/services` made. Throws what it complains of. */
export async function asServerUser(command: string): Promise<void> {
  const child = Bun.spawn(asServerUserArgv(command), { stdin: 'ignore', stdout: 'ignore', stderr: 'pipe' })
  const complaint = await new Response(child.stderr).text()
  if ((await child.exited) !== 0) throw new Error(`${command}: ${complaint}`)
}

/** A port of this machine that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}
