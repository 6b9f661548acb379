import * as v from 'valibot'
import { nearest } from '#lib/suggest'

/** A text that is not empty. */
export const nonEmptyText = v.pipe(v.string('is to be a text'), v.nonEmpty('is empty'))

/** An object that holds these names and no other; a fault names the one that may be meant. */
export const closed = <Entries extends v.ObjectEntries>(entries: Entries) =>
  v.strictObject(entries, (issue) => {
    if (issue.expected !== 'never') return issue.expected === 'Object' ? 'is to be an object' : 'is missing'
    const meant = nearest(wordIn(issue.received), Object.keys(entries))
    return `is unknown here; ${meant ? `did you mean "${meant}"?` : `there are ${Object.keys(entries).join(', ')}`}`
  })

const wordIn = (quoted: string): string => quoted.slice(1, -1)
