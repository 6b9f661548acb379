import { afterAll, describe, expect, test } from 'bun:test'
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseConfig } from '#lib/config'
import { signingSecret } from '#src/commands/secret'

const parent = mkdtempSync(join(tmpdir(), 'vestim-secret-'))
afterAll(() => rmSync(parent, { recursive: true }))

const secretOf = (name: string) => signingSecret(parseConfig({ DATA_DIR: join(parent, name) }))

describe('the secret in DATA_DIR', () => {
  test('is made once, for its owner only, in one step', () => {
    const secret = secretOf('made')
    expect(secret.length).toBeGreaterThanOrEqual(32)
    expect(secretOf('made')).toBe(secret)
    expect(readdirSync(join(parent, 'made'))).toEqual(['jwt-secret'])
    expect((statSync(join(parent, 'made', 'jwt-secret')).mode & 0o777).toString(8)).toBe('600')
  })

  test('that is empty or cut off is never used', () => {
    secretOf('cut')
    writeFileSync(join(parent, 'cut', 'jwt-secret'), '')
    expect(() => secretOf('cut')).toThrow('is empty or cut off')
  })
})
