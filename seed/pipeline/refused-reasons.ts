import type { StagedReject } from '#db/quarantine/insert'
import type { RecordPosition } from '#seed/contract/record'

/** A refused record as an example: its position, and the first 200 characters of its text. */
export type RefusedExample = { position: RecordPosition; text: string }

/** A reason of refusals with the number of records refused for it; `message` and the first three records are examples. */
export type RefusedReason = {
  code: string
  field: string | null
  message: string
  count: number
  examples: RefusedExample[]
}

const MOST_EXAMPLES = 3
const LONGEST_EXAMPLE = 200

/** Counts refused records by reason. `listed` returns the reasons, the most frequent first. */
export function countReasons(): { add: (reject: StagedReject) => void; listed: () => RefusedReason[] } {
  const reasons = new Map<string, RefusedReason>()
  return {
    add({ code, field = null, message, position, raw }) {
      const name = `${code} ${field}`
      const reason = reasons.get(name) ?? { code, field, message, count: 0, examples: [] }
      reason.count++
      if (reason.examples.length < MOST_EXAMPLES)
        reason.examples.push({ position: JSON.parse(position) as RecordPosition, text: beginning(raw) }) // safe: acceptPage writes it
      reasons.set(name, reason)
    },
    listed: () => [...reasons.values()].sort((a, b) => b.count - a.count),
  }
}

const beginning = (text: string): string => text.slice(0, LONGEST_EXAMPLE).toWellFormed()
