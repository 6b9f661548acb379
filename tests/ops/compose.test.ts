import { describe, expect, test } from 'bun:test'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import Ajv2020 from 'ajv/dist/2020'
import { VARIABLES } from '#lib/config'
import { SECRETS } from '#src/commands/setup'
import schema from '../fixtures/compose-spec/compose-spec.json'
import { type ComposeService, ROOT, readComposeFile } from './compose-file'

const compose = readComposeFile()
const services = Object.entries(compose.services)
const lasting = services.filter(([, service]) => service.restart !== 'no')
const service = (name: string): ComposeService => compose.services[name] ?? { image: `no service ${name}` }

test('the compose file obeys the Compose Specification', () => {
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema)
  validate(compose)
  expect(validate.errors ?? []).toEqual([])
})

describe.each(services)('the service %s', (_, it) => {
  test('runs as an ordinary user with no capability and no way to more', () => {
    expect(it.user).toMatch(/^\$\{VESTIM_UID:\?[^}]+\}:/)
    expect(it.cap_drop).toEqual(['ALL'])
    expect(it.cap_add).toBeUndefined()
    expect(it.security_opt).toEqual(['no-new-privileges:true'])
    expect(it.privileged ?? false).toBe(false)
    expect([it.network_mode, it.pid]).toEqual([undefined, undefined])
  })

  test('writes to its named volume and to memory only', () => {
    expect(it.read_only).toBe(true)
    const written = (it.volumes ?? []).filter((volume) => !volume.endsWith(':ro'))
    for (const volume of written) expect(Object.keys(compose.volumes)).toContain(volume.split(':')[0] ?? '')
  })

  test('is limited in memory, processors, processes and log', () => {
    expect(it.mem_limit).toMatch(/^\d+[mg]$/)
    expect(it.cpus).toBe(`\${VESTIM_CPUS:-2}`)
    expect(it.pids_limit).toBeGreaterThan(0)
    expect(Object.keys(it.logging?.options ?? {})).toEqual(['max-size', 'max-file'])
  })

  test('names one version of its image', () => {
    expect(it.image).toMatch(/:\d+\.\d+\.\d+(-pg18)?$/)
  })

  test('carries no secret but in a file', () => {
    for (const [name, value] of Object.entries(it.environment ?? {}))
      if (/PASSWORD|SECRET|KEY|TOKEN|DATABASE_URL|ELASTICSEARCH_URL/.test(name))
        expect([name, value]).toEqual([expect.stringMatching(/_FILE$/), expect.stringMatching(/^\/run\/secrets\//)])
    for (const secret of it.secrets ?? []) expect(Object.keys(compose.secrets)).toContain(secret)
  })
})

test('what lasts is restarted and watched; what runs once is neither', () => {
  expect(lasting.map(([name]) => name)).toEqual(['postgres', 'elasticsearch', 'api'])
  for (const [, it] of lasting) expect([it.restart, it.healthcheck !== undefined]).toEqual(['unless-stopped', true])
})

test('the stores sit on an internal network and only the API is published, on this machine unless told otherwise', () => {
  expect(compose.networks.stores?.internal).toBe(true)
  for (const [name, it] of services) expect([name, it.networks?.includes('stores')]).toEqual([name, true])
  expect(services.filter(([, it]) => it.ports).map(([name]) => name)).toEqual(['api'])
  // The loader asks foreign APIs; nothing else but the API is on a network that leads outside.
  const outside = services.filter(([, it]) => (it.networks?.length ?? 0) > 1)
  expect(outside.map(([name]) => name)).toEqual(['api', 'seed'])
  expect(service('api').ports).toEqual([`\${API_BIND:-127.0.0.1}:\${API_PORT:-3000}:3000`])
})

test('Elasticsearch asks for a password, and goes without TLS only because nothing outside reaches it', () => {
  const { environment, networks, ports } = service('elasticsearch')
  expect(environment?.['xpack.security.enabled']).toBe('true')
  expect(environment?.['xpack.security.http.ssl.enabled']).toBe('false')
  expect([networks, ports]).toEqual([['stores'], undefined])
})

test('Postgres 18 keeps its data in the volume, which the images of 18 mount one level higher', () => {
  expect(service('postgres').volumes).toEqual(['postgres:/var/lib/postgresql'])
})

test('the API starts after the migration, that after its role is made, and that after Postgres is ready', () => {
  expect(service('role').depends_on).toEqual({ postgres: { condition: 'service_healthy' } })
  expect(service('migrate').depends_on).toEqual({ role: { condition: 'service_completed_successfully' } })
  expect(service('api').depends_on).toMatchObject({ migrate: { condition: 'service_completed_successfully' } })
})

test('the secrets are those that setup writes', () => {
  const files = Object.fromEntries(Object.keys(SECRETS).map((name) => [name, { file: `./secrets/${name}` }]))
  expect(compose.secrets).toEqual(files)
})

test('the API has the URL of the role of the service and cannot read that of the owner, which the others have', () => {
  const { secrets, environment } = service('api')
  expect(environment?.DATABASE_URL_FILE).toBe('/run/secrets/service_database_url')
  expect(secrets).toEqual(['service_database_url', 'elasticsearch_url', 'jwt_secret'])
  for (const name of ['migrate', 'sample', 'seed'])
    expect([name, service(name).environment?.DATABASE_URL_FILE]).toEqual([name, '/run/secrets/database_url'])
})

test('every variable the service is given is one it reads', () => {
  const known = VARIABLES.flatMap(({ name, secret }) => (secret ? [name, `${name}_FILE`] : [name]))
  for (const name of Object.keys(service('api').environment ?? {})) expect(known).toContain(name)
})

test('the loader stands under a profile of its own, sees its lists without writing to them, and waits for the schema', () => {
  const { command, profiles, volumes, depends_on: after } = service('seed')
  expect(profiles).toEqual(['seed'])
  expect(command).toEqual(['bun', '/app/seed/index.ts'])
  expect(volumes).toEqual([`\${VESTIM_LISTS:-./lists}:/lists:ro`])
  expect(after).toMatchObject({ migrate: { condition: 'service_completed_successfully' } })
})

test('the sample stands under the profile demo, and every file it loads is there', () => {
  const { command, profiles } = service('sample')
  const paths = command?.join(' ').match(/seed\/\S+/g) ?? []
  expect(profiles).toEqual(['demo'])
  expect(paths).toHaveLength(6)
  for (const path of paths) expect([path, existsSync(join(ROOT, path))]).toEqual([path, true])
})
