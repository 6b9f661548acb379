import { existsSync } from 'node:fs'
import { chown, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '#lib/errors'

/** The user a container may run as. */
export type Owner = { uid: number; gid: number }

/** Which files setup wrote and which it found and left alone, as paths below the directory. */
export type SetupOutcome = { written: string[]; kept: string[] }

/** A secret of this name, from the ones already there or made; in the order given, so that a URL finds its password. */
export const SECRETS: Readonly<Record<string, (made: Readonly<Record<string, string>>) => string>> = {
  postgres_password: () => randomSecret(),
  database_url: (made) => `postgres://vestim:${made.postgres_password}@postgres:5432/vestimlib`,
  elasticsearch_password: () => randomSecret(),
  elasticsearch_url: (made) => `http://elastic:${made.elasticsearch_password}@elasticsearch:9200`,
  jwt_secret: () => randomSecret(),
}

/** 48 random bytes in letters that a URL carries as they are. */
const randomSecret = () => Buffer.from(crypto.getRandomValues(new Uint8Array(48))).toString('base64url')

/** The settings of `docker compose`; every other variable is in `.env.example`. */
export const composeEnvironment = ({
  uid,
  gid,
}: Owner): string => `# For docker compose. The containers run as the owner of secrets/, who alone may read it.
VESTIM_UID=${uid}
VESTIM_GID=${gid}

# Where the service is published: this machine only, until you say otherwise.
API_BIND=127.0.0.1
API_PORT=3000

# The name others reach it by, such as https://games.example.org.
PUBLIC_URL=
`

/**
 * Writes `.env` and `secrets/` for `docker compose up -d`, each secret fresh, random and readable by its owner alone.
 *
 * Nothing that is there is overwritten, so running it again only fills gaps.
 *
 * @throws {Failure} `configuration` where the directory cannot be written to, or a URL is there without its password.
 */
export async function setup(directory: string, say: (line: string) => void): Promise<SetupOutcome> {
  const owner = containerUser(process.getuid?.() ?? 1000, process.getgid?.() ?? 1000)
  refuseOrphans(directory)
  try {
    const outcome = await writeAll(directory, owner)
    say(describeSetup(outcome))
    return outcome
  } catch (cause) {
    throw new Failure('configuration', 'Setup could not write .env and secrets/ here: check who owns this directory.', {
      cause,
    })
  }
}

/** A URL that was kept beside a password made anew would lock the service out of its own store. */
function refuseOrphans(directory: string): void {
  for (const [url, password] of [
    ['database_url', 'postgres_password'],
    ['elasticsearch_url', 'elasticsearch_password'],
  ] as const) {
    const [hasUrl, hasPassword] = [url, password].map((name) => existsSync(join(directory, 'secrets', name)))
    if (hasUrl && !hasPassword)
      throw new Failure(
        'configuration',
        `secrets/${url} is there without secrets/${password}: put the password back, or remove the URL to have both made.`,
      )
  }
}

/** Containers never run as root: what root sets up belongs to the first ordinary user. */
export const containerUser = (uid: number, gid: number): Owner => (uid === 0 ? { uid: 1000, gid: 1000 } : { uid, gid })

async function writeAll(directory: string, owner: Owner): Promise<SetupOutcome> {
  const outcome: SetupOutcome = { written: [], kept: [] }
  const write = async (path: string, text: string) => {
    const isNew = await writeNew(join(directory, path), text, owner)
    outcome[isNew ? 'written' : 'kept'].push(path)
  }
  const made = await mkdir(join(directory, 'secrets'), { recursive: true, mode: 0o700 })
  if (made && isRoot()) await chown(made, owner.uid, owner.gid)
  const values: Record<string, string> = {}
  for (const [name, make] of Object.entries(SECRETS)) {
    await write(`secrets/${name}`, make(values))
    values[name] = (await readFile(join(directory, 'secrets', name), 'utf8')).trim()
  }
  await write('.env', composeEnvironment(owner))
  return outcome
}

/** Whether the file was written; `false` where one is there already. */
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

/** What setup did, and what to do next, for a person. */
function describeSetup({ written, kept }: SetupOutcome): string {
  const lines = [
    written.length > 0 ? `Wrote ${written.join(', ')}.` : 'Everything is already there; nothing was written.',
  ]
  if (kept.length > 0) lines.push(`Kept ${kept.join(', ')} as found.`)
  if (kept.includes('.env')) lines.push('Your .env must set VESTIM_UID and VESTIM_GID to the owner of secrets/.')
  return [...lines, 'Next: docker compose up -d'].join('\n')
}
