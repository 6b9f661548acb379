import { describe, expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { Glob } from 'bun'

/** Patterns that no file below these folders has, with the file that may have it, and the reason. */
const FORBIDDEN: readonly (readonly [reason: string, pattern: RegExp, folders: readonly string[], except?: string])[] =
  [
    [
      'secrets come from a generator that nobody can predict',
      /Math\.random/,
      ['src', 'db/account', 'db/api-key', 'db/audit', 'db/login', 'db/session'],
    ],
    [
      'secrets are compared in constant time, in one place',
      /timingSafeEqual/,
      ['src', 'db', 'lib'],
      'src/account/secret-text.ts',
    ],
    [
      'tokens are signed and verified in one place',
      /from '@elysiajs\/jwt'/,
      ['src', 'db', 'lib', 'seed'],
      'src/http/jwt.ts',
    ],
    ['routes and services make no SQL of texts', /sql\.raw|\.unsafe\(/, ['src']],
    ['searches send no language of queries that people write', /query_string|script_score|painless/, ['db/search']],
    ['nothing is run that was made of texts', /\beval\(|new Function\(/, ['src', 'db', 'lib', 'seed', 'catalogue']],
  ]

describe.each(FORBIDDEN)('%s', (_, pattern, folders, except) => {
  test(`no file has ${pattern.source}`, () => {
    const files = folders.flatMap((folder) => [...new Glob(`${folder}/**/*.ts`).scanSync()])
    expect(files.length).toBeGreaterThan(5)
    const found = files.filter((file) => file !== except && pattern.test(withoutComments(readFileSync(file, 'utf8'))))
    expect(found).toEqual([])
    if (except) expect(readFileSync(except, 'utf8')).toMatch(pattern)
  })
})

const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
