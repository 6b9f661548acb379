import { Failure } from '#lib/errors'
import type { Checkpoint, Content } from './content'

/** Returns the content of a page that has nothing yet. */
export const emptyContent = (): Content => ({ records: [], unparsable: [] })

/**
 * Returns a number of a checkpoint.
 *
 * @throws {Failure} `source_unreadable` if the checkpoint was made by another reader
 */
export function checkpointNumber(checkpoint: Checkpoint, key: string): number {
  const value = checkpoint[key]
  if (typeof value === 'number') return value
  throw foreignCheckpoint()
}

/** Returns the failure for a checkpoint that was made by another reader. */
export const foreignCheckpoint = (): Failure =>
  new Failure('source_unreadable', 'The run cannot be resumed at its checkpoint: start it again with --restart.')
