import { describe, expect, test } from 'bun:test'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import Ajv2020 from 'ajv/dist/2020'
import { VARIABLES } from '#lib/config'
import { composeEnvironment, SECRETS } from '#src/commands/setup'
import manifest from '../../package.json'
import schema from '../fixtures/compose-spec/compose-spec.json'
import { type ComposeService, ROOT, readComposeFile } from './compose-file'

const compose = readComposeFile()
const services = Object.entries(compose.services)
const lasting = services.filter(([, service]) => service.restart !== 'no')
const ours = services.filter(([, service]) => service.image.startsWith('vestimlib:'))
const service = (name: string): ComposeService => compose.services[name] ?? { image: `no service ${name}` }
const KEYS_OF_SOURCES = ['rawg_api_key', 'igdb_client_secret', 'steam_api_key']

test('schema: the file obeys the Compose Specification', () => {
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema)
  validate(compose)
  expect(validate.errors ?? []).toEqual([])
})

const BACKUPS = `\${VESTIM_BACKUPS:-./backups}:/backups`
const DATA = `\${VESTIM_DATA:-./data}:/data`

describe.each(services)('every service, such as %s', (_, it) => {
  test('user: runs as an ordinary user', () => {
    expect(it.user).toMatch(/^\$\{VESTIM_UID:\?[^}]+\}:/)
  })

  test('capabilities: has none and no way to more', () => {
    expect([it.cap_drop, it.cap_add]).toEqual([['ALL'], undefined])
    expect(it.security_opt).toEqual(['no-new-privileges:true'])
    expect([it.privileged ?? false, it.network_mode, it.pid]).toEqual([false, undefined, undefined])
  })

  test('read-only: writes to its named volume, the backups, the data and memory only', () => {
    expect(it.read_only).toBe(true)
    const written = (it.volumes ?? []).filter((volume) => !volume.endsWith(':ro'))
    const allowed = [...Object.keys(compose.volumes), BACKUPS, DATA]
    for (const volume of written)
      expect(allowed).toContain(allowed.includes(volume) ? volume : (volume.split(':')[0] ?? ''))
  })

  test('limits: has one for memory, processes and log', () => {
    expect(it.mem_limit).toMatch(/^\d+[mg]$/)
    expect(it.pids_limit).toBeGreaterThan(0)
    expect(Object.keys(it.logging?.options ?? {})).toEqual(['max-size', 'max-file'])
  })

  test('processors: asks for one unless told otherwise, which every machine has', () => {
    expect(it.cpus).toBe(`\${VESTIM_CPUS:-1}`)
  })

  test('versions: names one version of its image', () => {
    expect(it.image).toMatch(/:\d+\.\d+\.\d+(-pg18)?$/)
  })

  test('secrets: has none but in a file', () => {
    for (const [name, value] of Object.entries(it.environment ?? {}))
      if (/PASSWORD|SECRET|KEY|TOKEN|DATABASE_URL|ELASTICSEARCH_URL/.test(name))
        expect([name, value]).toEqual([expect.stringMatching(/_FILE$/), expect.stringMatching(/^\/run\/secrets\//)])
    for (const secret of it.secrets ?? []) expect(Object.keys(compose.secrets)).toContain(secret)
  })

  test('secret files: is given exactly those that it names', () => {
    const named = [...JSON.stringify(it).matchAll(/\/run\/secrets\/(\w+)/g)].map(([, name = '']) => name)
    expect([...new Set(named)].toSorted()).toEqual((it.secrets ?? []).toSorted())
  })
})

test('image: ours has the version of package.json and is never pulled, because no registry has it', () => {
  expect(ours.map(([name]) => name)).toEqual(['migrate', 'api', 'sample', 'seed', 'cli'])
  for (const [name, it] of ours)
    expect([name, it.image, it.pull_policy]).toEqual([name, `vestimlib:${manifest.version}`, 'never'])
})

test('build: the one service that builds the image is one that all services of a start wait for', () => {
  expect(services.filter(([, it]) => it.build).map(([name, it]) => [name, it.build])).toEqual([['migrate', '.']])
  for (const name of ['api', 'sample', 'seed'])
    expect(service(name).depends_on).toMatchObject({ migrate: { condition: 'service_completed_successfully' } })
})

test('restart: what lasts is restarted and watched; what runs once is neither', () => {
  expect(lasting.map(([name]) => name)).toEqual(['postgres', 'elasticsearch', 'api'])
  for (const [, it] of lasting) expect([it.restart, it.healthcheck !== undefined]).toEqual(['unless-stopped', true])
})

test('networks: the stores sit on an internal one, and only the API and the loader are on one that leads outside', () => {
  expect(compose.networks.stores?.internal).toBe(true)
  for (const [name, it] of services) expect([name, it.networks?.includes('stores')]).toEqual([name, true])
  const outside = services.filter(([, it]) => (it.networks?.length ?? 0) > 1)
  expect(outside.map(([name]) => name)).toEqual(['api', 'seed'])
})

test('ports: only the API is published, on this machine unless told otherwise', () => {
  expect(services.filter(([, it]) => it.ports).map(([name]) => name)).toEqual(['api'])
  expect(service('api').ports).toEqual([`\${API_BIND:-127.0.0.1}:\${API_PORT:-3000}:3000`])
})

test('hosts: other containers reach the API by the name that it has here', () => {
  expect(service('api').environment?.ALLOWED_HOSTS).toBe(`\${ALLOWED_HOSTS:-api}`)
})

test('Elasticsearch, password: it asks for one, and goes without TLS only because nothing outside reaches it', () => {
  const { environment, networks, ports } = service('elasticsearch')
  expect(environment?.['xpack.security.enabled']).toBe('true')
  expect(environment?.['xpack.security.http.ssl.enabled']).toBe('false')
  expect([networks, ports]).toEqual([['stores'], undefined])
})

test('Elasticsearch, logs: the garbage collector writes to standard error, not to files', () => {
  const options = service('elasticsearch').environment?.ES_JAVA_OPTS?.split(' ') ?? []
  expect(options.indexOf('-Xlog:disable')).toBeGreaterThan(-1)
  const [off, ...on] = options.filter((option) => option.startsWith('-Xlog'))
  expect(off).toBe('-Xlog:disable')
  for (const option of on) expect(option).toContain(':stderr:')
})

test('Elasticsearch, /tmp: native code can be loaded from it', () => {
  const { environment, tmpfs } = service('elasticsearch')
  expect(environment?.ES_TMPDIR).toBe('/tmp')
  expect(tmpfs?.find((mount) => mount.startsWith('/tmp:'))).toMatch(/^\/tmp:exec,/)
})

test('Elasticsearch, memory: the heap is at most half of its limit', () => {
  const { environment, mem_limit } = service('elasticsearch')
  expect(environment?.ES_JAVA_OPTS).toContain('-Xms1g -Xmx1g ')
  expect(mem_limit).toBe('2g')
})

test('Postgres, data: in the volume, which the images of 18 mount one level higher', () => {
  expect(service('postgres').volumes).toEqual(['postgres:/var/lib/postgresql'])
})

test('order: the API starts after the migration, that after its role is made, and that after Postgres is ready', () => {
  expect(service('role').depends_on).toEqual({ postgres: { condition: 'service_healthy' } })
  expect(service('migrate').depends_on).toEqual({ role: { condition: 'service_completed_successfully' } })
  expect(service('api').depends_on).toEqual({ migrate: { condition: 'service_completed_successfully' } })
})

test('without Elasticsearch: the API and the loader start; only the sample waits for it', () => {
  const waiting = services.filter(([, it]) => it.depends_on && 'elasticsearch' in it.depends_on)
  expect(waiting.map(([name]) => name)).toEqual(['sample'])
})

test('setup: the secrets are those that it writes, and the variables of its .env are used', () => {
  const files = Object.fromEntries(Object.keys(SECRETS).map((name) => [name, { file: `./secrets/${name}` }]))
  expect(compose.secrets).toEqual(files)
  const written = composeEnvironment({ uid: 1000, gid: 1000 }).match(/^[A-Z_]+(?==)/gm) ?? []
  for (const name of written) expect([name, JSON.stringify(compose).includes(`\${${name}`)]).toEqual([name, true])
})

test('roles: the API has the URL of the role of the service and cannot read that of the owner, which the others have', () => {
  const { secrets, environment } = service('api')
  expect(environment?.DATABASE_URL_FILE).toBe('/run/secrets/service_database_url')
  expect(secrets).toContain('service_database_url')
  expect(secrets).not.toContain('database_url')
  for (const name of ['migrate', 'sample', 'seed', 'cli'])
    expect([name, service(name).environment?.DATABASE_URL_FILE]).toEqual([name, '/run/secrets/database_url'])
})

test('ledger of erasures: the API and the commands that restore have it, and no database does', () => {
  const holders = services.filter(([, { volumes = [] }]) => volumes.includes(DATA)).map(([name]) => name)
  expect(holders).toEqual(['api', 'cli'])
})

test('keys of sources: the loader has them, each in a file; the API only that of Steam, for collections', () => {
  const holders = services.flatMap(([name, { secrets = [] }]) =>
    secrets.filter((secret) => KEYS_OF_SOURCES.includes(secret)).map((secret) => [name, secret]),
  )
  expect(holders.filter(([name]) => name !== 'seed')).toEqual([['api', 'steam_api_key']])
  const { environment } = service('seed')
  for (const name of KEYS_OF_SOURCES) expect(environment?.[`${name.toUpperCase()}_FILE`]).toBe(`/run/secrets/${name}`)
  expect(environment?.IGDB_CLIENT_ID).toBe(`\${IGDB_CLIENT_ID:-}`)
})

test('variables: every one that our services are given is one they read', () => {
  const known = VARIABLES.flatMap(({ name, secret }) => (secret ? [name, `${name}_FILE`] : [name]))
  for (const [, it] of ours) for (const name of Object.keys(it.environment ?? {})) expect(known).toContain(name)
})

test('loader: stands under a profile of its own, sees its lists without writing to them, and waits for the schema', () => {
  const { command, profiles, volumes, depends_on: after } = service('seed')
  expect(profiles).toEqual(['seed'])
  expect(command).toEqual(['bun', '/app/seed/index.ts'])
  expect(volumes).toEqual([`\${VESTIM_LISTS:-./lists}:/lists:ro`])
  expect(after).toMatchObject({ migrate: { condition: 'service_completed_successfully' } })
})

test('commands: stand under a profile of their own, may write backups, and find the database as it is, not migrated', () => {
  const { entrypoint, profiles, volumes, depends_on: after } = service('cli')
  expect([entrypoint, profiles]).toEqual([['bun', 'src/index.ts'], ['cli']])
  expect(volumes).toEqual([BACKUPS, DATA])
  expect(Object.keys(after ?? {})).toEqual(['postgres', 'role'])
})

test('sample: stands under the profile demo, and every file it loads is there', () => {
  const { command, profiles } = service('sample')
  const paths = command?.join(' ').match(/seed\/\S+/g) ?? []
  expect(profiles).toEqual(['demo'])
  expect(paths).toHaveLength(6)
  for (const path of paths) expect([path, existsSync(join(ROOT, path))]).toEqual([path, true])
})
