import { existsSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { asServerUser, freePort } from './server-user'

/** Postgres server of one test, which the test may restart or break. */
export type OwnPostgres = AsyncDisposable & { url: string; restart: () => Promise<void> }

/** Returns the folder of the server programs that `.ci/services` installed; `undefined` if it never ran. */
export function postgresPrograms(): string | undefined {
  const services = process.env.VESTIM_SERVICES ?? join(homedir(), '.cache/vestimlib-services')
  const programs = join(services, 'pg/pgserver/pginstall/bin')
  return existsSync(join(programs, 'pg_ctl')) ? programs : undefined
}

/** Starts a new server in a temporary folder on a free port; disposing stops it and removes the folder. */
export async function startOwnPostgres(programs: string): Promise<OwnPostgres> {
  const [folder, port] = [await mkdtemp(join(tmpdir(), 'vestim-postgres-')), await freePort()]
  await chmod(folder, 0o777)
  const control = (command: string) =>
    asServerUser(`cd / && '${programs}/pg_ctl' -D '${folder}/data' -l '${folder}/log' -m fast -w ${command}`)
  await asServerUser(`cd / && '${programs}/initdb' -D '${folder}/data' -U postgres --auth=trust -E UTF8 --no-sync`)
  await control(`-o '-p ${port} -h 127.0.0.1 -k ${folder}' start`)
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    restart: () => control('restart'),
    [Symbol.asyncDispose]: async () => {
      await control('stop')
      await rm(folder, { recursive: true })
    },
  }
}
