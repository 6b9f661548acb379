import { type StagedBatch, stagedLine } from '#db/record/stage'
import type { Checkpoint, Page } from '#seed/contract/record'
import type { Accepted } from './accept'
import { type RunProfile, storedProfile } from './profile'

const LINES_PER_CHUNK = 5000

/** What has been read since the last transaction, on its way into the next. */
export type Batch = {
  /** Records read since, refused ones included. */
  size: () => number
  /** Roughly how much memory they take. */
  characters: () => number
  add: (accepted: Accepted, page: Page) => void
  /** Hands everything out and starts again, empty. */
  take: () => StagedBatch
}

/** An empty batch of a run that has staged `staged` records before. */
export function createBatch(staged: number, met: RunProfile): Batch {
  let ordinal = staged
  let lines: string[] = []
  let rejects: StagedBatch['rejects'][number][] = []
  let characters = 0
  let checkpoint: Checkpoint = {}
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
    },
    take() {
      const taken = {
        lines: inChunks(lines),
        records: lines.length,
        rejects,
        read: size(),
        checkpoint,
        ...storedProfile(met),
      }
      lines = []
      rejects = []
      characters = 0
      return taken
    },
  }
}

/** Joins lines into pieces worth a write each. */
function inChunks(lines: readonly string[]): string[] {
  const chunks: string[] = []
  for (let at = 0; at < lines.length; at += LINES_PER_CHUNK) chunks.push(lines.slice(at, at + LINES_PER_CHUNK).join(''))
  return chunks
}
