import type { JudgeResponse } from '#seed/api/response'
import { GAME_FIELDS } from './query'

const CREDENTIALS = 'it does not accept IGDB_CLIENT_ID and IGDB_CLIENT_SECRET'

/**
 * Explains the statuses by which IGDB refuses a request for good; `undefined` for any other. The body of a response, an object or
 * a list with one object, is searched as text. 429 (too many requests, sent without Retry-After) is handled by the API client.
 */
export const judgeIgdb: JudgeResponse = (status, text) => {
  switch (status) {
    case 400:
      return { fault: faultOfQuery(text), retryable: false }
    case 401:
      return { fault: CREDENTIALS, retryable: false }
    case 403:
      return { fault: 'it refuses the query, or its size (status 403)', retryable: false }
    case 404:
      return { fault: 'its list of games was not found (status 404)', retryable: false }
    default:
      return undefined
  }
}

/**
 * Returns what is wrong with the query: the field that IGDB no longer knows, if the response names it. Only names from our own
 * query are used, nothing from the response text.
 */
function faultOfQuery(text: string): string {
  if (!/invalid field/i.test(text)) return 'it does not understand the query (status 400)'
  const named = GAME_FIELDS.filter((field) => namesField(text, field)).sort((a, b) => b.length - a.length)[0]
  return `it no longer has ${named ? `the field "${named}"` : 'a field'} that this version asks for (status 400): a newer version of this program is needed`
}

/** True if a text contains the name of a field, or its last part if no other field has the same last part. */
function namesField(text: string, field: string): boolean {
  const last = field.slice(field.lastIndexOf('.') + 1)
  const isAlone = GAME_FIELDS.filter((other) => other === last || other.endsWith(`.${last}`)).length === 1
  return new RegExp(`(?<![\\w.])(?:${field.replaceAll('.', '\\.')}${isAlone ? `|${last}` : ''})(?![\\w.])`).test(text)
}
