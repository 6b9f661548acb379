import * as v from 'valibot'
import { DECLARED, VARIABLES } from './environment'
import { Failure } from './errors'

export { VARIABLES, type Variable } from './environment'

/** Environment variables of a process, unparsed. */
export type Environment = Record<string, string | undefined>

type Declarations = typeof DECLARED
type Value<Name extends keyof Declarations> = v.InferOutput<Declarations[Name]['schema']>
type Settings = {
  [Name in keyof Declarations]: Declarations[Name] extends { default: string } ? Value<Name> : Value<Name> | undefined
}

/** Validated configuration of a process. */
export type Config = {
  databaseUrl: string | undefined
  elasticsearchUrl: string | undefined
  elasticsearchApiKey: string | undefined
  elasticsearchCaFile: string | undefined
  elasticsearchIndex: string
  jwtSecret: string | undefined
  jwtSecretPrevious: string | undefined
  metricsToken: string | undefined
  host: string
  port: number
  publicUrl: string | undefined
  trustedProxies: readonly string[]
  allowedHosts: readonly string[]
  corsOrigins: readonly string[]
  guest: 'off' | 'read'
  registration: 'closed' | 'invite' | 'open'
  dataDir: string
  logLevel: 'debug' | 'info' | 'warn' | 'error'
  rawgApiKey: string | undefined
  igdbClientId: string | undefined
  igdbClientSecret: string | undefined
  steamApiKey: string | undefined
}

/**
 * Parses the environment. A variable set to the empty string counts as absent.
 *
 * `signs`: the process signs tokens, so JWT_SECRET is required with DATABASE_URL. The embedded mode creates its own secret.
 * (Default: false)
 *
 * @throws {Failure} `configuration`, listing every fault at once and no values.
 */
export function parseConfig(env: Environment, { signs = false }: { signs?: boolean } = {}): Config {
  const { settings, faults } = readSettings(env)
  if (signs && env.DATABASE_URL && !env.JWT_SECRET)
    faults.push('JWT_SECRET is missing: set it to at least 32 random bytes, or run `bun run setup`')
  if (faults.length > 0) throw invalidConfiguration(faults)
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

const invalidConfiguration = (faults: readonly string[]) =>
  new Failure(
    'configuration',
    `The configuration is wrong. Correct the following and run the command again:\n${faults.map((fault) => `  ${fault}`).join('\n')}`,
  )

const toConfig = (settings: Settings): Config => ({
  databaseUrl: settings.DATABASE_URL,
  elasticsearchUrl: settings.ELASTICSEARCH_URL,
  elasticsearchApiKey: settings.ELASTICSEARCH_API_KEY,
  elasticsearchCaFile: settings.ELASTICSEARCH_CA_FILE,
  elasticsearchIndex: settings.ELASTICSEARCH_INDEX,
  jwtSecret: settings.JWT_SECRET,
  jwtSecretPrevious: settings.JWT_SECRET_PREVIOUS,
  metricsToken: settings.METRICS_TOKEN,
  host: settings.HOST,
  port: settings.PORT,
  publicUrl: settings.PUBLIC_URL,
  trustedProxies: settings.TRUSTED_PROXIES ?? [],
  allowedHosts: settings.ALLOWED_HOSTS ?? [],
  corsOrigins: settings.CORS_ORIGINS ?? [],
  guest: settings.GUEST,
  registration: settings.REGISTRATION,
  dataDir: settings.DATA_DIR,
  logLevel: settings.LOG_LEVEL,
  rawgApiKey: settings.RAWG_API_KEY,
  igdbClientId: settings.IGDB_CLIENT_ID,
  igdbClientSecret: settings.IGDB_CLIENT_SECRET,
  steamApiKey: settings.STEAM_API_KEY,
})

/**
 * Returns a copy of the environment in which each secret given as `NAME_FILE` is set to the text of that file, without its
 * last line break.
 *
 * @throws {Failure} `configuration` if a file cannot be read or if `NAME` and `NAME_FILE` are both set, listing all of them.
 */
export function withSecretFiles(env: Environment, read: (path: string) => string): Environment {
  const resolved = { ...env }
  const faults: string[] = []
  for (const { name } of VARIABLES.filter((variable) => variable.secret)) {
    const path = env[`${name}_FILE`]
    if (!path) continue
    if (env[name]) faults.push(`${name} and ${name}_FILE are both set: keep one of them`)
    else resolved[name] = readSecret(path, read) ?? addUnreadable(name, faults)
  }
  if (faults.length > 0) throw invalidConfiguration(faults)
  return resolved
}

function readSecret(path: string, read: (path: string) => string): string | undefined {
  try {
    return read(path).replace(/\r?\n$/, '')
  } catch {
    return undefined
  }
}

function addUnreadable(name: string, faults: string[]): undefined {
  faults.push(`${name}_FILE names a file that cannot be read: check its path and its permissions`)
}
