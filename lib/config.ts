import * as v from 'valibot'
import { DECLARED, VARIABLES } from './environment'
import { Failure } from './errors'

export { VARIABLES, type Variable } from './environment'

/** The environment as a process is given it. */
export type Environment = Record<string, string | undefined>

type Declarations = typeof DECLARED
type Value<Name extends keyof Declarations> = v.InferOutput<Declarations[Name]['schema']>
type Settings = {
  [Name in keyof Declarations]: Declarations[Name] extends { default: string } ? Value<Name> : Value<Name> | undefined
}

/** What was configured, checked. */
export type Config = {
  databaseUrl: string | undefined
  elasticsearchUrl: string | undefined
  elasticsearchApiKey: string | undefined
  elasticsearchCaFile: string | undefined
  jwtSecret: string | undefined
  jwtSecretPrevious: string | undefined
  host: string
  port: number
  publicUrl: string | undefined
  trustedProxies: readonly string[]
  corsOrigins: readonly string[]
  dataDir: string
  logLevel: 'debug' | 'info' | 'warn' | 'error'
  rawgApiKey: string | undefined
  igdbClientId: string | undefined
  igdbClientSecret: string | undefined
  steamApiKey: string | undefined
}

/**
 * The configuration an environment describes. A variable set to nothing counts as absent.
 *
 * One who is going to sign tokens (`signs`) needs JWT_SECRET beside a real store; the embedded mode makes its own.
 *
 * @throws {Failure} `configuration`, naming every fault at once, never a value.
 */
export function parseConfig(env: Environment, { signs = false }: { signs?: boolean } = {}): Config {
  const { settings, faults } = readSettings(env)
  if (signs && env.DATABASE_URL && !env.JWT_SECRET)
    faults.push('JWT_SECRET is missing: write at least 32 random bytes there, or run `bun run setup`')
  if (faults.length > 0) throw wrong(faults)
  return toConfig(settings)
}

function readSettings(env: Environment): { settings: Settings; faults: string[] } {
  const faults: string[] = []
  const settings: Record<string, unknown> = {}
  for (const { name, default: fallback } of VARIABLES) {
    const text = env[name] || fallback
    if (text === undefined) continue
    const result = v.safeParse(DECLARED[name as keyof Declarations].schema, text, { abortPipeEarly: true }) // safe: VARIABLES lists the keys of DECLARED
    if (result.success) settings[name] = result.output
    else faults.push(`${name} is wrong: ${result.issues[0].message}`)
  }
  return { settings: settings as Settings, faults } // safe: every value was parsed by the schema of its name, or its fault is listed
}

const wrong = (faults: readonly string[]) =>
  new Failure('configuration', `The configuration needs a hand:\n${faults.map((fault) => `  ${fault}`).join('\n')}`)

const toConfig = (settings: Settings): Config => ({
  databaseUrl: settings.DATABASE_URL,
  elasticsearchUrl: settings.ELASTICSEARCH_URL,
  elasticsearchApiKey: settings.ELASTICSEARCH_API_KEY,
  elasticsearchCaFile: settings.ELASTICSEARCH_CA_FILE,
  jwtSecret: settings.JWT_SECRET,
  jwtSecretPrevious: settings.JWT_SECRET_PREVIOUS,
  host: settings.HOST,
  port: settings.PORT,
  publicUrl: settings.PUBLIC_URL,
  trustedProxies: settings.TRUSTED_PROXIES ?? [],
  corsOrigins: settings.CORS_ORIGINS ?? [],
  dataDir: settings.DATA_DIR,
  logLevel: settings.LOG_LEVEL,
  rawgApiKey: settings.RAWG_API_KEY,
  igdbClientId: settings.IGDB_CLIENT_ID,
  igdbClientSecret: settings.IGDB_CLIENT_SECRET,
  steamApiKey: settings.STEAM_API_KEY,
})

/**
 * The environment with every secret that is given as `NAME_FILE` read from that file, without its last line break.
 *
 * @throws {Failure} `configuration` where a file cannot be read or a secret is given twice, naming every such variable.
 */
export function withSecretFiles(env: Environment, read: (path: string) => string): Environment {
  const resolved = { ...env }
  const faults: string[] = []
  for (const { name } of VARIABLES.filter((variable) => variable.secret)) {
    const path = env[`${name}_FILE`]
    if (!path) continue
    if (env[name]) faults.push(`${name} and ${name}_FILE are both set: keep one of them`)
    else resolved[name] = readSecret(path, read) ?? missing(name, faults)
  }
  if (faults.length > 0) throw wrong(faults)
  return resolved
}

function readSecret(path: string, read: (path: string) => string): string | undefined {
  try {
    return read(path).replace(/\r?\n$/, '')
  } catch {
    return undefined
  }
}

function missing(name: string, faults: string[]): undefined {
  faults.push(`${name}_FILE names a file that cannot be read: check that it is there and readable`)
}
