import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { asServerUser, asServerUserArgv, freePort } from './server-user'

const TRIES = 150

/** A MariaDB of one test file's own, whose root has no password. */
export type OwnMariadb = AsyncDisposable & { port: number }

/** Whether this machine has the programs of a MariaDB server, as `.ci/services start` installs them. */
export const hasMariadb = (): boolean => ['mariadbd', 'mariadb-install-db'].every((name) => Bun.which(name, PATH))

const PATH = { PATH: `${process.env.PATH}:/usr/sbin` }

/** Starts a new server in a temporary folder on a free port; disposing stops it and removes the folder. */
export async function startOwnMariadb(): Promise<OwnMariadb> {
  const [folder, port] = [await mkdtemp(join(tmpdir(), 'vestim-mariadb-')), await freePort()]
  await chmod(folder, 0o777)
  // Two servers that begin at once would take each other's temporary tables from a folder they share.
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

/** The server writes its id once it listens. */
async function pidOf(folder: string): Promise<number> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const pid = Number(await readFile(join(folder, 'pid'), 'utf8').catch(() => ''))
    if (pid > 0) return pid
    await Bun.sleep(100)
  }
  throw new Error(`MariaDB did not start: ${await readFile(join(folder, 'log'), 'utf8').catch(() => 'it left no log')}`)
}
