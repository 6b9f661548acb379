import { appendFile, readFile, stat } from 'node:fs/promises'
import { errorCode } from '#lib/root-cause'

const OTHERS = 0o077

/**
 * Adds a signing secret to an `.env` that names a database but no secret, and changes nothing else in it. Returns what it did, as lines
 * for people; `undefined` if there is no such file or it names no database.
 */
export async function completeEnvironment(path: string, makeSecret: () => string): Promise<string[] | undefined> {
  const text = await readIfThere(path)
  if (text === undefined || !isSecretSet(text, 'DATABASE_URL')) return undefined
  const isComplete = isSecretSet(text, 'JWT_SECRET')
  if (!isComplete)
    await appendFile(path, `${text === '' || text.endsWith('\n') ? '' : '\n'}JWT_SECRET=${makeSecret()}\n`)
  const { mode } = await stat(path)
  return [
    isComplete
      ? 'Kept .env unchanged: it names a database and a signing secret.'
      : 'Added JWT_SECRET to .env, which names a database, and changed nothing else.',
    ...((mode & OTHERS) === 0 ? [] : ['Other users may read .env, which holds secrets: chmod 600 .env']),
  ]
}

const isSecretSet = (text: string, name: string) => isSet(text, name) || isSet(text, `${name}_FILE`)

/** True if the text of an `.env` sets a variable to something; the last line of a name counts. */
export function isSet(text: string, name: string): boolean {
  const prefix = new RegExp(`^(?:export\\s+)?${name}\\s*[=:]`)
  const value = text
    .split('\n')
    .map((line) => line.trim())
    .findLast((line) => prefix.test(line))
    ?.replace(prefix, '')
    .trim()
  return value !== undefined && !UNSET.test(value)
}

/** Nothing, or nothing in quotes, and perhaps a comment. */
const UNSET = /^(?:""|''|``)?\s*(?:#.*)?$/

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  }
}
