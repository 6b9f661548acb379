import type { JudgeResponse } from '#seed/api/response'
import { GAME_FIELDS } from './query'

const CREDENTIALS = 'it does not take IGDB_CLIENT_ID and IGDB_CLIENT_SECRET'

/**
 * What an error of IGDB means. Errors come as a list of one object or as the object itself; "too many requests" (429, without
 * Retry-After) is left to its status.
 */
export const judgeIgdb: JudgeResponse = (status, text) => {
  switch (status) {
    case 400:
      return { fault: faultOfQuery(text), retryable: false }
    case 401:
      return { fault: CREDENTIALS, retryable: false }
    case 403:
      return { fault: 'it refuses what was asked, or how much at once (status 403)', retryable: false }
    case 404:
      return { fault: 'its list of games is no longer where it was (status 404)', retryable: false }
    default:
      return undefined
  }
}

/** A field that was renamed is told by its name: only names of our own are repeated, nothing of what was sent. */
function faultOfQuery(text: string): string {
  if (!/invalid field/i.test(text)) return 'it does not understand the query (status 400)'
  const named = GAME_FIELDS.filter((field) => namesField(text, field)).sort((a, b) => b.length - a.length)[0]
  return `it no longer has ${named ? `the field "${named}"` : 'a field'} that this version asks for (status 400): a newer version is needed`
}

/** Whether a text names a field, or the last part of a field of another object. */
function namesField(text: string, field: string): boolean {
  const last = field.slice(field.lastIndexOf('.') + 1)
  const isAlone = GAME_FIELDS.filter((other) => other === last || other.endsWith(`.${last}`)).length === 1
  return new RegExp(`(?<![\\w.])(?:${field.replaceAll('.', '\\.')}${isAlone ? `|${last}` : ''})(?![\\w.])`).test(text)
}
