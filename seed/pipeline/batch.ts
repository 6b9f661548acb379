import { type StagedBatch, stagedLine } from '#db/record/stage'
import type { Checkpoint, Page } from '#seed/contract/record'
import type { Accepted } from './accept'
import { type RunProfile, storedProfile } from './profile'

const LINES_PER_CHUNK = 5000

/** Records read since the last transaction, to be stored in the next one. */
export type Batch = {
  /** Number of records, refused ones included. */
  size: () => number
  /** Length of their texts, as a measure of memory. */
  characters: () => number
  add: (accepted: Accepted, page: Page) => void
  /** Returns everything and empties the batch. */
  take: () => StagedBatch
}

/** Creates an empty batch for a run that has already staged `staged` records. */
export function createBatch(staged: number, profile: RunProfile): Batch {
  let ordinal = staged
  let lines: string[] = []
  let rejects: StagedBatch['rejects'][number][] = []
  let characters = 0
  let checkpoint: Checkpoint = {}
  let share: number | undefined
  const size = () => lines.length + rejects.length
  return {
    size,
    characters: () => characters,
    add(accepted, page) {
      for (const record of accepted.records) {
        const line = stagedLine(ordinal++, record)
        characters += line.length
        lines.push(line)
      }
      for (const reject of accepted.rejects) {
        characters += reject.raw.length
        rejects.push(reject)
      }
      checkpoint = page.checkpoint
      share = page.total === undefined ? undefined : Math.min(1, page.done / page.total)
    },
    take() {
      const taken = {
        lines: inChunks(lines),
        records: lines.length,
        rejects,
        read: size(),
        checkpoint,
        share,
        ...storedProfile(profile),
      }
      lines = []
      rejects = []
      characters = 0
      return taken
    },
  }
}

/** Joins lines into chunks, each written at once. */
function inChunks(lines: readonly string[]): string[] {
  const chunks: string[] = []
  for (let at = 0; at < lines.length; at += LINES_PER_CHUNK) chunks.push(lines.slice(at, at + LINES_PER_CHUNK).join(''))
  return chunks
}
