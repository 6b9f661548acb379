import { LONGEST_KEY, LONGEST_NAME } from '#catalogue/limits'
import type { GivenId } from '#db/game/ids'
import { isObject } from '#lib/json-object'
import { nearest } from '#lib/suggest'

/** An id of a request, as far as it is one; `wrong` says what is wrong with its form. */
export type ReadId = { source: string | null; id: string | null; wrong?: string }

const MEMBERS = ['source', 'id']

/** Returns the parts of a value that should be an id, and what is wrong with its form. */
export function readId(value: unknown): ReadId {
  if (!isObject(value)) return { source: null, id: null, wrong: 'Send an object with `source` and `id`, both texts.' }
  const [source, id] = [textIn(value.source), textIn(value.id)]
  const wrong = wrongSource(source) ?? wrongId(id, value.id) ?? wrongMembers(value)
  return { source, id, ...(wrong !== undefined && { wrong }) }
}

/** True if the form of an id is right. */
export const isGivenId = (read: ReadId): read is ReadId & GivenId => read.wrong === undefined

const textIn = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** True for a text of 1 to `most` characters that Postgres can compare: it has no NUL and no half of a surrogate pair. */
const isWithin = (text: string, most: number) =>
  text.length > 0 && text.length <= most && text.isWellFormed() && !text.includes('\0')

function wrongSource(source: string | null): string | undefined {
  return source !== null && isWithin(source, LONGEST_NAME)
    ? undefined
    : `Write \`source\` as a text of 1 to ${LONGEST_NAME} characters without NUL, such as \`steam\`.`
}

function wrongId(id: string | null, value: unknown): string | undefined {
  if (typeof value === 'number') return 'Write `id` as a text, as the source does: "620", not 620.'
  return id !== null && isWithin(id, LONGEST_KEY)
    ? undefined
    : `Write \`id\` as a text of 1 to ${LONGEST_KEY} characters without NUL, as the source does.`
}

function wrongMembers(value: object): string | undefined {
  const other = Object.keys(value).find((name) => !MEMBERS.includes(name))
  if (other === undefined) return undefined
  const near = nearest(other, MEMBERS)
  return `Send only \`source\` and \`id\`${near === undefined ? '.' : `: did you mean ${near}?`}`
}
