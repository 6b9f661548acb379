import { createServer } from 'node:net'

const SERVER_USER = 'vestim-services'

/** Returns the arguments that run a command as the user of the servers, if this process is root; else as the current user. */
export const asServerUserArgv = (command: string): string[] =>
  process.getuid?.() === 0 ? ['su', SERVER_USER, '-s', '/bin/bash', '-c', command] : ['bash', '-c', command]

/**
 * Runs a command as `asServerUserArgv` says: database servers refuse to run as root, so root switches to the user that
 * `.ci/services` created. Throws with the standard error of the command if it fails.
 */
export async function asServerUser(command: string): Promise<void> {
  const child = Bun.spawn(asServerUserArgv(command), { stdin: 'ignore', stdout: 'ignore', stderr: 'pipe' })
  const complaint = await new Response(child.stderr).text()
  if ((await child.exited) !== 0) throw new Error(`${command}: ${complaint}`)
}

/** Returns a free port of this machine. */
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
