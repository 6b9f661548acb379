import { describe, expect, test } from 'bun:test'
import { type Environment, parseConfig, VARIABLES, withSecretFiles } from '#lib/config'
import { Failure } from '#lib/errors'

const SECRET = 'x'.repeat(32)

/** The message of the one failure that this environment leads to. */
function faultOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (error instanceof Failure && error.code === 'configuration') return error.message
    throw error
  }
  throw new Error('nothing was wrong')
}

describe('an environment', () => {
  test('without any variable is the embedded mode', () => {
    expect(parseConfig({})).toMatchObject({
      databaseUrl: undefined,
      elasticsearchUrl: undefined,
      elasticsearchIndex: 'vestimlib-games',
      jwtSecret: undefined,
      host: '127.0.0.1',
      port: 3000,
      dataDir: '.vestimlib',
      logLevel: 'info',
      corsOrigins: [],
      trustedProxies: [],
      allowedHosts: [],
      publicUrl: undefined,
    })
  })

  test('can set every variable', () => {
    const config = parseConfig({
      DATABASE_URL: 'postgres://vestim:s3cret@db:5432/vestim',
      ELASTICSEARCH_URL: 'https://es:9200',
      ELASTICSEARCH_API_KEY: 'key',
      ELASTICSEARCH_CA_FILE: '/ca.pem',
      ELASTICSEARCH_INDEX: 'games-of-café.2_b',
      JWT_SECRET: SECRET,
      JWT_SECRET_PREVIOUS: SECRET,
      METRICS_TOKEN: SECRET,
      HOST: '0.0.0.0',
      PORT: '8080',
      PUBLIC_URL: 'https://games.example.org',
      TRUSTED_PROXIES: '10.0.0.1, 10.1.0.0/16,fd00::/8, ::1',
      ALLOWED_HOSTS: 'vestimlib, api:3000,[FD00::1]:80',
      CORS_ORIGINS: 'https://a.example,http://localhost:5173',
      GUEST: 'read',
      DATA_DIR: '/data',
      LOG_LEVEL: 'debug',
      RAWG_API_KEY: 'r',
      IGDB_CLIENT_ID: 'i',
      IGDB_CLIENT_SECRET: 's',
      STEAM_API_KEY: 't',
    })
    expect(config).toMatchObject({
      port: 8080,
      trustedProxies: ['10.0.0.1', '10.1.0.0/16', 'fd00::/8', '::1'],
      allowedHosts: ['vestimlib', 'api:3000', '[FD00::1]:80'],
      corsOrigins: ['https://a.example', 'http://localhost:5173'],
    })
    expect(Object.values(config)).not.toContain(undefined)
  })

  test('with an empty variable is read as if the variable were absent', () => {
    expect(parseConfig({ PORT: '', DATABASE_URL: '', JWT_SECRET: '' })).toMatchObject({
      port: 3000,
      databaseUrl: undefined,
    })
  })

  test('with several faults is refused with all of them listed and no value shown', () => {
    const message = faultOf(() =>
      parseConfig({
        DATABASE_URL: 'mysql://root:hunter2@db',
        PORT: '70000',
        LOG_LEVEL: 'loud',
        CORS_ORIGINS: 'https://a.example/path',
        JWT_SECRET: 'hunter2',
      }),
    )
    for (const name of ['DATABASE_URL', 'PORT', 'LOG_LEVEL', 'CORS_ORIGINS', 'JWT_SECRET'])
      expect(message).toContain(`${name} is wrong: `)
    for (const value of ['hunter2', 'mysql', '70000', 'loud', '/path']) expect(message).not.toContain(value)
  })

  const refused: [name: string, env: Environment, variable: string][] = [
    ['a real store without a signing secret', { DATABASE_URL: 'postgres://db/x' }, 'JWT_SECRET is missing'],
    ['a signing secret of 31 bytes', { JWT_SECRET: 'x'.repeat(31) }, 'JWT_SECRET'],
    ['a signing secret copied from a manual', { JWT_SECRET: `changeme${SECRET}` }, 'JWT_SECRET'],
    ['a previous signing secret that is too short', { JWT_SECRET_PREVIOUS: 'x' }, 'JWT_SECRET_PREVIOUS'],
    ...['a,b', 'a:1,b:2', 'u:p@a,b:2', '[::1],[::2]:5432'].map((hosts): (typeof refused)[number] => [
      `several servers (${hosts})`,
      { DATABASE_URL: `postgres://${hosts}/x`, JWT_SECRET: SECRET },
      'DATABASE_URL is wrong: name one server',
    ]),
    [
      'a password copied from a manual',
      { DATABASE_URL: 'postgres://vestim:changeme@localhost/x', JWT_SECRET: SECRET },
      'DATABASE_URL',
    ],
    [
      'the password a server is shipped with',
      { DATABASE_URL: 'postgres://postgres:postgres@db/x', JWT_SECRET: SECRET },
      'DATABASE_URL',
    ],
    [
      'the password Elasticsearch was shipped with',
      { ELASTICSEARCH_URL: 'https://elastic:changeme@es:9200' },
      'ELASTICSEARCH_URL',
    ],
    ['a public URL without a protocol', { PUBLIC_URL: 'games.example.org' }, 'PUBLIC_URL'],
    ['a hexadecimal port', { PORT: '0x50' }, 'PORT'],
    ['a wildcard origin', { CORS_ORIGINS: '*' }, 'CORS_ORIGINS'],
    ['guests who may curate', { GUEST: 'curate' }, 'GUEST'],
    ...['proxy.example', '10.0.0.0/33', '10.0.0', 'fd00::/129', '10.0.0.0/8/8', '10.0.0.0/', '*'].map(
      (text): (typeof refused)[number] => [`the proxy ${text}`, { TRUSTED_PROXIES: text }, 'TRUSTED_PROXIES'],
    ),
    ...[
      '*',
      '*.example.org',
      'http://api',
      'api/',
      'fd00::1',
      '[fd00::1',
      '[g::1]',
      'api:0',
      'api:65536',
      'api:x',
      'a@b',
      'a b',
    ].map((text): (typeof refused)[number] => [`the host ${text}`, { ALLOWED_HOSTS: `api,${text}` }, 'ALLOWED_HOSTS']),
    ...['Games', 'a/b', 'a*', 'a b', 'a,b', 'a#b', 'a:b', '-a', '_a', '+a', '.', 'é'.repeat(101), 'games-v1-1'].map(
      (text): (typeof refused)[number] => [`the index ${text}`, { ELASTICSEARCH_INDEX: text }, 'ELASTICSEARCH_INDEX'],
    ),
    ['a secret of two lines', { RAWG_API_KEY: 'a\nb' }, 'RAWG_API_KEY'],
  ]
  for (const [name, env, variable] of refused)
    test(`with ${name} is refused`, () => {
      expect(faultOf(() => parseConfig(env, { signs: true }))).toContain(variable)
    })

  test('needs no signing secret if the process signs nothing, or in the embedded mode', () => {
    expect(parseConfig({ DATABASE_URL: 'postgres://db/x' }).jwtSecret).toBeUndefined()
    expect(parseConfig({}, { signs: true }).jwtSecret).toBeUndefined()
  })

  test('can have commas in the password and the name of its database', () => {
    const databaseUrl = 'postgres://u:a,b@db:5432/x,y?options=-c%20a=1,2'
    expect(parseConfig({ DATABASE_URL: databaseUrl })).toMatchObject({ databaseUrl })
  })

  test('can have a default password for a database on this machine', () => {
    const env = { DATABASE_URL: 'postgres://postgres:postgres@localhost:5432/x', JWT_SECRET: SECRET }
    expect(parseConfig(env).databaseUrl).toBe(env.DATABASE_URL)
  })
})

describe('a secret in a file', () => {
  const files: Record<string, string> = { '/run/jwt': `${SECRET}\n`, '/run/url': 'postgres://db/x\r\n' }
  const read = (path: string) => {
    const text = files[path]
    if (text === undefined) throw new Error('ENOENT')
    return text
  }

  test('is read for every secret variable, without the last line break', () => {
    const env = withSecretFiles({ JWT_SECRET_FILE: '/run/jwt', DATABASE_URL_FILE: '/run/url', PORT: '1' }, read)
    expect(parseConfig(env)).toMatchObject({ jwtSecret: SECRET, databaseUrl: 'postgres://db/x', port: 1 })
    for (const { name } of VARIABLES.filter(({ secret }) => secret))
      expect(withSecretFiles({ [`${name}_FILE`]: '/run/jwt' }, read)[name]).toBe(SECRET)
  })

  test('is not read for a variable that is no secret, or that itself names a file', () => {
    const env = { PORT_FILE: '/nowhere', ELASTICSEARCH_CA_FILE: '/nowhere' }
    expect(withSecretFiles(env, read)).toEqual(env)
  })

  test('is refused if it cannot be read or the variable is set too, with all faults listed', () => {
    const env = { JWT_SECRET_FILE: '/nowhere', DATABASE_URL: 'postgres://db/x', DATABASE_URL_FILE: '/run/url' }
    const message = faultOf(() => withSecretFiles(env, read))
    expect(message).toContain('JWT_SECRET_FILE')
    expect(message).toContain('DATABASE_URL and DATABASE_URL_FILE')
    expect(message).not.toContain('/nowhere')
  })
})

test('every variable is declared once, with a description', () => {
  const names = VARIABLES.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  for (const { name, description } of VARIABLES) {
    expect(name).toMatch(/^[A-Z_]+$/)
    expect(description.length).toBeGreaterThan(10)
  }
})
