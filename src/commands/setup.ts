import { existsSync } from 'node:fs'
import { chown, mkdir, readFile, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Failure } from '#lib/errors'
import { completeEnvironment, isSet } from './own-environment'

/** User that a container runs as. */
export type Owner = { uid: number; gid: number }

/** Files that setup wrote, and existing ones that it kept, as paths below the directory. */
export type SetupOutcome = { written: string[]; kept: string[] }

/**
 * Functions that make the secrets, by file name. The order matters: a URL contains the password made before it. An empty one counts as
 * not set; its file must be there all the same, because Docker mounts it.
 */
export const SECRETS: Readonly<Record<string, (made: Readonly<Record<string, string>>) => string>> = {
  postgres_password: () => randomSecret(),
  database_url: (made) => `postgres://vestim:${inUrl(made.postgres_password)}@postgres:5432/vestimlib`,
  service_password: () => randomSecret(),
  service_database_url: (made) =>
    `postgres://vestimlib_service:${inUrl(made.service_password)}@postgres:5432/vestimlib`,
  elasticsearch_password: () => randomSecret(),
  elasticsearch_url: (made) => `http://elastic:${inUrl(made.elasticsearch_password)}@elasticsearch:9200`,
  jwt_secret: () => randomSecret(),
  jwt_secret_previous: () => '',
  metrics_token: () => '',
  rawg_api_key: () => '',
  igdb_client_secret: () => '',
  steam_api_key: () => '',
}

/** A password of one's own may have characters that end it in a URL. */
const inUrl = (password = '') => encodeURIComponent(password)

/** Returns 48 random bytes in base64url, which needs no escaping in a URL. */
const randomSecret = () => Buffer.from(crypto.getRandomValues(new Uint8Array(48))).toString('base64url')

/** Returns the `.env` of `docker compose`. Every other variable is in `.env.example`. */
export const composeEnvironment = ({
  uid,
  gid,
}: Owner): string => `# For docker compose. The containers run as the owner of secrets/, because only the owner may read it.
VESTIM_UID=${uid}
VESTIM_GID=${gid}

# Address and port at which the service is published. 127.0.0.1 is reached from this machine only.
API_BIND=127.0.0.1
API_PORT=3000

# URL at which clients reach the service, such as https://games.example.org.
PUBLIC_URL=

# Processors that each container may use; Docker refuses more than the machine has.
VESTIM_CPUS=${Math.min(availableParallelism(), MOST_PROCESSORS)}
`

const MOST_PROCESSORS = 2

/**
 * Writes `.env`, `secrets/` and the folders for backups and data for `docker compose up -d`. Each secret is new, random and readable by its owner
 * only. Where `.env` names a database already, only a missing JWT_SECRET is added to it.
 *
 * Existing files are never overwritten: a second call writes only what is missing.
 *
 * @throws {Failure} `configuration` if the directory cannot be written to, or a URL exists without its password
 */
export async function setup(directory: string, say: (line: string) => void): Promise<SetupOutcome> {
  const owner = containerUser(process.getuid?.() ?? 1000, process.getgid?.() ?? 1000)
  try {
    const own = await completeEnvironment(join(directory, '.env'), randomSecret)
    if (own) return tell({ written: [], kept: ['.env'] }, own, say)
    await refuseOrphans(directory)
    const outcome = await writeAll(directory, owner)
    return tell(outcome, describeSetup(outcome, await readText(join(directory, '.env'))), say)
  } catch (cause) {
    if (cause instanceof Failure) throw cause
    const message =
      'Setup could not write .env and secrets/ here: check the owner and the permissions of this directory.'
    throw new Failure('configuration', message, { cause })
  }
}

function tell(outcome: SetupOutcome, lines: readonly string[], say: (line: string) => void): SetupOutcome {
  for (const line of lines) say(line)
  return outcome
}

/** Refuses a URL without its password: the new password would not be the one in the URL. And the other way round, an empty password. */
async function refuseOrphans(directory: string): Promise<void> {
  for (const [url, password] of [
    ['database_url', 'postgres_password'],
    ['service_database_url', 'service_password'],
    ['elasticsearch_url', 'elasticsearch_password'],
  ] as const) {
    const [hasUrl, hasPassword] = [url, password].map((name) => existsSync(join(directory, 'secrets', name)))
    if (hasUrl && !hasPassword)
      throw new Failure(
        'configuration',
        `secrets/${url} exists without secrets/${password}: restore the password, or remove the URL and run setup again to make both.`,
      )
    if (!hasUrl && hasPassword && (await readText(join(directory, 'secrets', password))).trim() === '')
      throw new Failure('configuration', `secrets/${password} is empty: remove it and run setup again.`)
  }
}

/** Returns the user that containers run as: never root, but user 1000 if root runs setup. */
export const containerUser = (uid: number, gid: number): Owner => (uid === 0 ? { uid: 1000, gid: 1000 } : { uid, gid })

async function writeAll(directory: string, owner: Owner): Promise<SetupOutcome> {
  const outcome: SetupOutcome = { written: [], kept: [] }
  const write = async (path: string, text: string) => {
    const isNew = await writeNew(join(directory, path), text, owner)
    outcome[isNew ? 'written' : 'kept'].push(path)
  }
  for (const folder of ['secrets', 'backups', 'data']) await makeFolder(join(directory, folder), owner)
  const values: Record<string, string> = {}
  for (const [name, make] of Object.entries(SECRETS)) {
    await write(`secrets/${name}`, make(values))
    values[name] = (await readText(join(directory, 'secrets', name))).trim()
  }
  await write('.env', composeEnvironment(owner))
  return outcome
}

async function makeFolder(path: string, { uid, gid }: Owner): Promise<void> {
  const made = await mkdir(path, { recursive: true, mode: 0o700 })
  if (made && isRoot()) await chown(made, uid, gid)
}

/** Writes a file with mode 0600. Returns `false`, and changes nothing, if it exists. */
async function writeNew(path: string, text: string, { uid, gid }: Owner): Promise<boolean> {
  try {
    await writeFile(path, text, { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if (isExisting(error)) return false
    throw error
  }
  if (isRoot()) await chown(path, uid, gid)
  return true
}

const isRoot = (): boolean => process.getuid?.() === 0

const isExisting = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EEXIST'

const readText = (path: string) => readFile(path, 'utf8')

/** Returns what setup did and, if it wrote `.env`, the next step, as lines for people. */
function describeSetup({ written, kept }: SetupOutcome, environment: string): string[] {
  const lines = [
    written.length > 0 ? `Wrote ${written.join(', ')}.` : 'Every file already exists; nothing was written.',
  ]
  if (kept.length > 0) lines.push(`Kept ${kept.join(', ')} unchanged.`)
  if (!isSet(environment, 'VESTIM_UID') || !isSet(environment, 'VESTIM_GID'))
    lines.push('For docker compose, your .env must set VESTIM_UID and VESTIM_GID to the owner of secrets/.')
  return written.includes('.env') ? [...lines, 'Next: docker compose up -d'] : lines
}
