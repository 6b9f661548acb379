import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { asServerUser, asServerUserArgv, freePort } from './server-user'

const TRIES = 150

/** MariaDB server of one test file. Its root user has no password. */
export type OwnMariadb = AsyncDisposable & { port: number }

/** True if this machine has the programs of a MariaDB server, as installed by `.ci/services start`. */
export const hasMariadb = (): boolean => ['mariadbd', 'mariadb-install-db'].every((name) => Bun.which(name, PATH))

const PATH = { PATH: `${process.env.PATH}:/usr/sbin` }

/** Starts a new server in a temporary folder on a free port; disposing stops it and removes the folder. */
export async function startOwnMariadb(): Promise<OwnMariadb> {
  const [folder, port] = [await mkdtemp(join(tmpdir(), 'vestim-mariadb-')), await freePort()]
  await chmod(folder, 0o777)
  // With a shared tmpdir, two servers that start at once would delete each other's temporary tables.
  const places = `--no-defaults --datadir='${folder}/data' --tmpdir='${folder}'`
  const path = 'export PATH=$PATH:/usr/sbin; cd /'
  await asServerUser(
    `${path} && mariadb-install-db ${places} --auth-root-authentication-method=normal --skip-test-db --skip-name-resolve`,
  )
  const child = Bun.spawn(
    asServerUserArgv(
      `${path} && exec mariadbd ${places} --socket='${folder}/socket' --pid-file='${folder}/pid' --log-error='${folder}/log' --port=${port} --bind-address=127.0.0.1 --skip-name-resolve --innodb-buffer-pool-size=32M --character-set-server=utf8mb4`,
    ),
    { stdin: 'ignore', stdout: 'ignore', stderr: 'ignore' },
  )
  const pid = await pidOf(folder)
  return {
    port,
    async [Symbol.asyncDispose]() {
      process.kill(pid, 'SIGTERM')
      await child.exited
      await rm(folder, { recursive: true })
    },
  }
}

/** Waits until the server listens, when it writes its process id to a file, and returns the id. */
async function pidOf(folder: string): Promise<number> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const pid = Number(await readFile(join(folder, 'pid'), 'utf8').catch(() => ''))
    if (pid > 0) return pid
    await Bun.sleep(100)
  }
  throw new Error(`MariaDB did not start: ${await readFile(join(folder, 'log'), 'utf8').catch(() => 'it left no log')}`)
}
