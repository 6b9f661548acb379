import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { asServerUser, freePort } from './server-user'

/** Way in which Postgres stops: `fast` ends its connections with an error, `immediate` is a crash. */
export type StopMode = 'fast' | 'immediate'

/** Settings of a server, as in postgresql.conf: `{ max_connections: '10' }`. */
export type ServerSettings = Readonly<Record<string, string>>

/** Postgres server of one test, which the test may stop, freeze or break in another way. */
export type OwnPostgres = AsyncDisposable & {
  url: string
  /** Stops and starts the server with the settings it has. (Default: fast) */
  restart: (mode?: StopMode) => Promise<void>
  /** (Default: fast) */
  stop: (mode?: StopMode) => Promise<void>
  /** Starts a stopped server. (Default: the settings it was created with) */
  start: (settings?: ServerSettings) => Promise<void>
  /** Stops every process of the server with SIGSTOP: connections are accepted, but nothing is answered. */
  freeze: () => void
  thaw: () => void
}

export type OwnPostgresOptions = {
  settings?: ServerSettings
  /** Folder for the data, such as a small tmpfs. (Default: that for temporary files) */
  place?: string
}

/** Returns the folder of the server programs that `.ci/services` installed; `undefined` if it never ran. */
export function postgresPrograms(): string | undefined {
  const services = process.env.VESTIM_SERVICES ?? join(homedir(), '.cache/vestimlib-services')
  const programs = join(services, 'pg/pgserver/pginstall/bin')
  return existsSync(join(programs, 'pg_ctl')) ? programs : undefined
}

/** Starts a new server in a folder of its own on a free port; disposing stops it and removes the folder. */
export async function startOwnPostgres(
  programs: string,
  { settings: wanted = {}, place = tmpdir() }: OwnPostgresOptions = {},
): Promise<OwnPostgres> {
  const [folder, port] = [await mkdtemp(join(place, 'vestim-postgres-')), await freePort()]
  await chmod(folder, 0o777)
  const control = (command: string) =>
    asServerUser(`cd / && '${programs}/pg_ctl' -D '${folder}/data' -l '${folder}/log' -w ${command}`)
  const start = (settings = wanted) =>
    control(`-o '-p ${port} -h 127.0.0.1 -k ${folder} ${asArguments(settings)}' start`)
  const signal = (name: 'SIGSTOP' | 'SIGCONT') => signalServer(join(folder, 'data'), name)
  await asServerUser(`cd / && '${programs}/initdb' -D '${folder}/data' -U postgres --auth=trust -E UTF8 --no-sync`)
  await start()
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    restart: (mode = 'fast') => control(`-m ${mode} restart`),
    stop: (mode = 'fast') => control(`-m ${mode} stop`),
    start,
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
    [Symbol.asyncDispose]: async () => {
      signal('SIGCONT')
      if (postmasterOf(join(folder, 'data')) !== undefined) await control('-m immediate stop')
      await rm(folder, { recursive: true })
    },
  }
}

const asArguments = (settings: ServerSettings) =>
  Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ')

/** Sends a signal to the main process of a server, so that it starts no others, and then to its children. */
function signalServer(data: string, signal: 'SIGSTOP' | 'SIGCONT'): void {
  const postmaster = postmasterOf(data)
  if (postmaster === undefined) return
  process.kill(postmaster, signal)
  for (const child of childrenOf(postmaster)) killIfThere(child, signal)
}

function postmasterOf(data: string): number | undefined {
  const path = join(data, 'postmaster.pid')
  return existsSync(path) ? Number(readFileSync(path, 'utf8').split('\n')[0]) : undefined
}

const childrenOf = (parent: number): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === parent)
    .map(Number)

/** Returns the id of the parent of a process; `undefined` if it has ended. */
function parentOf(pid: string): number | undefined {
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
  } catch {
    return undefined
  }
}

function killIfThere(pid: number, signal: 'SIGSTOP' | 'SIGCONT'): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as { code?: string }).code !== 'ESRCH') throw error // safe: reading an optional code
  }
}
