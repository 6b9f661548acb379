import { join } from 'node:path'
import type { Stores } from '#db/stores'
import type { App } from '#src/app'
import { signLinkCode } from '#src/http/token'
import { forge } from '#tests/src/http/sign'
import { createPerson, type Person, sendTo } from '#tests/support/accounts'
import { TEST_SECRET, testToken } from '#tests/support/client'

/** File with the expected status of every route for every kind of caller. `bun tests/security/write-matrix.ts` writes it. */
export const MATRIX_FILE = join(import.meta.dir, 'matrix.txt')

const HEADER = `Status of every route for every kind of caller. A test compares it with the service; bun tests/security/write-matrix.ts writes it.
Requests have no body and name nothing that exists: 400, 404 and 422 mean that the caller was let in.

none: no credentials. forged: signed with another secret. expired, foreign (for another audience), mistyped (a sign-in link):
signed by the service. revoked: an access token whose session has ended. cli: a token of the command line with the scope read.
key: an API key of an administrator with the scope read. The rest are access tokens of the three roles.
`

const hourAgo = () => Math.floor(Date.now() / 1000) - 3600

/** Returns the headers of each kind of caller. */
async function callersOf(app: App, { db }: Stores): Promise<Record<string, Record<string, string>>> {
  const person = (name: string, role: 'reader' | 'editor' | 'admin') =>
    createPerson(app, db, `${name}@example.org`, role)
  const [revoked, reader, editor, admin] = [
    await person('revoked', 'admin'),
    await person('reader', 'reader'),
    await person('editor', 'editor'),
    await person('admin', 'admin'),
  ]
  await sendTo(app, 'POST', '/v1/auth/logout', { body: { refreshToken: revoked.tokens.refreshToken } })
  const key = await admin.send('POST', '/v1/me/keys', { name: 'matrix', scopes: ['read'] })
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
  const of = ({ tokens }: Person) => bearer(tokens.accessToken)
  const all = { scope: 'admin' }
  return {
    none: {},
    forged: bearer(forge({ claims: all, secret: 'another secret, just as long as the first one' })),
    expired: bearer(forge({ claims: { ...all, iat: hourAgo(), exp: hourAgo() + 60 } })),
    foreign: bearer(forge({ claims: { ...all, aud: 'another-api' } })),
    mistyped: bearer(await signLinkCode(TEST_SECRET, 'admin')),
    revoked: of(revoked),
    cli: bearer(await testToken('read')),
    key: { 'x-api-key': String(key.body.key) },
    reader: of(reader),
    editor: of(editor),
    admin: of(admin),
  }
}

const QUERY: Record<string, string> = { '/v1/suggest': '?q=x', '/v1/stats': '?by=year' }

/** Returns an address of a route, with ids of the right form that name nothing. */
const addressOf = (template: string): string =>
  template
    .replace(/(runs|review)\/:id/, '$1/1')
    .replace('keys/:id', 'keys/00000000')
    .replace(':id', '00000000-0000-7000-8000-000000000000')
    .replace(':field', 'summary')
    .replace(/:\w+/g, 'nobody') + (QUERY[template] ?? '')

/** Returns the whole matrix: one line for each route, one column for each kind of caller. */
export async function describeMatrix(app: App, stores: Stores): Promise<string> {
  const callers = Object.entries(await callersOf(app, stores))
  const rows = [['route', ...callers.map(([name]) => name)]]
  for (const { method, path } of app.routes.toSorted((one, other) => (one.path < other.path ? -1 : 1))) {
    const statuses: string[] = []
    for (const [, headers] of callers)
      statuses.push(String((await sendTo(app, method, addressOf(path), { headers, isRaw: true })).status))
    rows.push([`${method} ${path}`, ...statuses])
  }
  const width = Math.max(...rows.map(([route = '']) => route.length))
  const line = ([route = '', ...cells]: string[]) =>
    [route.padEnd(width), ...cells.map((cell) => cell.padStart(8))].join(' ')
  return `${HEADER}\n${rows.map(line).join('\n')}\n`
}
