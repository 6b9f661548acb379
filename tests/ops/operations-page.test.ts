import { afterAll, describe, expect, test } from 'bun:test'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { sessionSettings } from '#db/postgres/deadlines'
import { DECLARED } from '#lib/environment'
import { makeCertificate } from '#tests/support/tls'
import { ROOT } from './compose-file'

const page = readFileSync(join(ROOT, 'docs/operations.md'), 'utf8')
const folder = mkdtempSync(join(process.env.TMPDIR ?? '/tmp', 'vestim-operations-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Returns the blocks of code of a language, in order. */
const blocks = (language: string): string[] =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'gm'))].map(([, text = '']) => text)

const block = (language: string): string => blocks(language)[0] ?? ''

/** Runs a program and returns its exit code with what it printed. */
function tried(command: string[], env: Record<string, string> = {}) {
  const { exitCode, stdout, stderr } = Bun.spawnSync(command, { env: { ...process.env, ...env } })
  return { exitCode, said: `${stdout}${stderr}` }
}

const program = (name: string) => Bun.which(name, { PATH: `${process.env.PATH}:/usr/sbin` }) ?? undefined

describe('the units of docs/operations.md', () => {
  const units = blocks('ini').flatMap((text) => {
    const path = /^# (\/etc\/systemd\/system\/\S+)\n/.exec(text)?.[1]
    return path ? [{ path, text }] : []
  })
  const analyze = program('systemd-analyze')

  test('run commands that exist', () => {
    const commands = units.flatMap(({ text }) => text.match(/\S+\/index\.ts [a-z]+/g) ?? [])
    expect(commands.toSorted()).toEqual(['seed/index.ts verify', 'src/index.ts backup', 'src/index.ts start'])
    expect(units.find(({ path }) => path.endsWith('vestimlib-seed.service'))?.text).toContain('seed/index.ts --quiet')
  })

  test.skipIf(!analyze)('are accepted by systemd-analyze verify (needs systemd-analyze)', () => {
    for (const { path, text } of units) {
      const copy = join(folder, path)
      mkdirSync(dirname(copy), { recursive: true })
      writeFileSync(
        copy,
        text
          .replaceAll('/usr/local/bin/bun', process.execPath)
          .replace('User=vestimlib', `User=${userInfo().username}`),
      )
    }
    const at = join(folder, 'etc/systemd/system')
    const names = units.map(({ path }) => path).filter((path) => /\.(service|timer)$/.test(path))
    expect(names).toHaveLength(5)
    const verify = [
      analyze ?? '',
      'verify',
      '--man=no',
      '--recursive-errors=no',
      ...names.map((path) => join(folder, path)),
    ]
    expect(tried(verify, { SYSTEMD_UNIT_PATH: `${at}:` })).toEqual({ exitCode: 0, said: '' })
  })
})

describe('the proxies of docs/operations.md', () => {
  const nginx = program('nginx')
  const caddy = program('caddy')

  test.skipIf(!nginx)('nginx accepts its configuration (needs nginx)', () => {
    const { cert, key } = makeCertificate()
    for (const [name, text] of Object.entries({ 'fullchain.pem': cert, 'privkey.pem': key }))
      writeFileSync(join(folder, name), text)
    const site = block('nginx')
      .replaceAll('/etc/ssl/games.example.org', folder)
      .replace('listen 443 ', `listen unix:${folder}/socket `)
    const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((of) => `${of}_temp_path ${folder}/${of};`)
    writeFileSync(
      join(folder, 'nginx.conf'),
      `pid ${folder}/pid; error_log stderr; events {} http { access_log off; ${paths.join(' ')}\n${site} }`,
    )
    const { exitCode, said } = tried([nginx ?? '', '-t', '-c', join(folder, 'nginx.conf')])
    expect([exitCode, said]).toEqual([0, expect.stringContaining('test is successful')])
  })

  test.skipIf(!caddy)('Caddy accepts its configuration (needs caddy)', () => {
    writeFileSync(join(folder, 'Caddyfile'), block('caddyfile'))
    const validate = [caddy ?? '', 'validate', '--adapter', 'caddyfile', '--config', join(folder, 'Caddyfile')]
    const { exitCode, said } = tried(validate, { HOME: folder })
    expect([exitCode, said]).toEqual([0, expect.stringContaining('Valid configuration')])
  })
})

test('the parameters that a pooler must let pass are those of our sessions', () => {
  const listed = /^ignore_startup_parameters = (.*)$/m.exec(page)?.[1]?.split(',') ?? []
  const { application_name, ...settings } = sessionSettings({
    ...{ connectMs: 1, statementMs: 1, lockMs: 1, transactionMs: 1, answerMs: 1, waitMs: 1, replyMs: 1 },
  })
  // PgBouncer knows the name of the application.
  expect(application_name).toBe('vestimlib')
  expect(listed.toSorted()).toEqual(Object.keys(settings).toSorted())
})

test('every secret has its rotation', () => {
  const secrets = Object.entries(DECLARED).flatMap(([name, variable]) => ('secret' in variable ? [name] : []))
  const [, rotation = ''] = /^## Rotating secrets\n([\s\S]*?)^## /m.exec(page) ?? []
  const ofSources = ['RAWG_API_KEY', 'IGDB_CLIENT_SECRET', 'STEAM_API_KEY']
  for (const name of secrets.filter((secret) => !ofSources.includes(secret)))
    expect([name, rotation.includes(name)]).toEqual([name, true])
  expect(rotation).toContain('keys of sources')
})
