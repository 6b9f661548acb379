import type { Page, Position, RawRecord, Unparsable } from '#seed/source'

/** What stands on one page, before anybody asks whether it is right. */
export type Content = Pick<Page, 'records' | 'unparsable'>

/** Enough of a broken page to see what it is; the whole of it would fill the quarantine. */
const KEPT_CHARACTERS = 2_000

/**
 * Splits a page, an object of games keyed by appid, into its records.
 *
 * `row` counts from 0 in rising appid: a JSON object forgets the order in which such keys were sent.
 */
export function splitPage(body: unknown, position: Position): Content {
  if (!isObject(body)) return brokenPage(JSON.stringify(body), position, 'is not an object of games by appid')
  const content: Content = { records: [], unparsable: [] }
  for (const [row, [appid, entry]] of Object.entries(body).entries()) {
    const record: RawRecord = { value: entry, text: JSON.stringify(entry), position: { ...position, row } }
    if (isObject(entry)) content.records.push(record)
    else content.unparsable.push(brokenEntry(record, appid))
  }
  return content
}

/** A page of which nothing can be read: one refused record that says why. */
export function brokenPage(text: string, position: Position, fault: string): Content {
  const message = `Page ${position.page} ${fault}.`
  const reject = { code: 'not_a_page', message }
  return { records: [], unparsable: [{ reject, text: text.slice(0, KEPT_CHARACTERS), position }] }
}

const brokenEntry = ({ text, position }: RawRecord, appid: string): Unparsable => ({
  reject: { code: 'not_a_record', field: appid, message: 'The entry of this appid is not an object.' },
  text,
  position,
})

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
