import { chmodSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from '#lib/errors'

const OWNER_ONLY = 0o700
const RIGHTS_OF_OTHERS = 0o077
/** Names in DATA_DIR that this project uses, and paths below it that nobody else does. */
const NAMES = ['lock', 'postgres', 'exports', 'jwt-secret', 'demo-loaded', 'erasures.ndjson']
const SIGNS = ['postgres/PG_VERSION', 'jwt-secret', 'demo-loaded', 'erasures.ndjson']

/**
 * Creates DATA_DIR with rights for its owner only, and takes the rights of others from one that exists: they cover everything
 * below it.
 *
 * @throws {Failure} `configuration` if it cannot be created, if it belongs to another user, or if it
 * holds files that are not ours: those would become unreadable to others
 */
export function secureDataDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: OWNER_ONLY })
    const { mode, uid } = statSync(directory)
    refuseForeign(uid)
    if ((mode & RIGHTS_OF_OTHERS) === 0) return
    refuseShared(directory)
    chmodSync(directory, OWNER_ONLY)
  } catch (error) {
    throw error instanceof Failure ? error : unusable(error)
  }
}

/** Refuses the directory of another user, who could read what root stores in it. Systems without users pass. */
function refuseForeign(uid: number): void {
  if (process.getuid === undefined || uid === process.getuid()) return
  throw new Failure(
    'configuration',
    'DATA_DIR belongs to another user: run the command as that user, or name a directory of your own.',
  )
}

function refuseShared(directory: string): void {
  if (readdirSync(directory).every((name) => NAMES.includes(name))) return
  if (SIGNS.some((path) => existsSync(join(directory, path)))) return
  throw new Failure(
    'configuration',
    'DATA_DIR is a directory with files of other programs, and other users may read it: name one of its own, such as a new one below it.',
  )
}

const unusable = (cause: unknown) =>
  new Failure(
    'configuration',
    'DATA_DIR cannot be used: name a directory that exists or can be created, that belongs to you and that you may write to.',
    { cause },
  )
