import * as v from 'valibot'
import { nearest } from '#lib/suggest'

/** Schema of a text that is not empty. */
export const nonEmptyText = v.pipe(v.string('must be a text'), v.nonEmpty('is empty'))

/** Returns the schema of an object with these members and no others; the fault of an unknown member suggests a known one. */
export const closed = <Entries extends v.ObjectEntries>(entries: Entries) =>
  v.strictObject(entries, (issue) => {
    if (issue.expected !== 'never') return issue.expected === 'Object' ? 'must be an object' : 'is missing'
    const meant = nearest(wordIn(issue.received), Object.keys(entries))
    return `is unknown; ${meant ? `did you mean "${meant}"?` : `the members are ${Object.keys(entries).join(', ')}`}`
  })

const wordIn = (quoted: string): string => quoted.slice(1, -1)
