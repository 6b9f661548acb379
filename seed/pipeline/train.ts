import { trainWeights } from '#catalogue/match/train'
import { trainingSetOf } from '#catalogue/match/training-set'
import { listMatchRecords } from '#db/match/archive'
import { insertMatchModel } from '#db/match/model'
import type { Db } from '#db/stores'
import { Failure } from '#lib/errors'

/** More records teach no more, and must fit into memory. */
const MOST_RECORDS = 300_000

/** Fewer pairs than this teach nothing that another list would not turn over. */
const LEAST_CANDIDATES = 1_000

/** A scale as it is stored: with its version and what it was learned from. */
export type StoredScale = {
  version: number
  linkThreshold: number
  reviewThreshold: number
  weights: object
  lesson: object
}

/**
 * Learns the weights of matching from the stored records, without labels, and stores them under a new version: they are
 * in force from the next matching on.
 *
 * @throws {Failure} `usage` when too few records are here that may be one work
 */
export async function trainModel(db: Db): Promise<StoredScale> {
  const lesson = trainingSetOf(await listMatchRecords(db, MOST_RECORDS))
  const candidates = [...lesson.candidates.values()].reduce((sum, { count }) => sum + count, 0)
  if (candidates < LEAST_CANDIDATES)
    throw new Failure(
      'usage',
      `Only ${candidates} pairs of records could be one work, and learning takes ${LEAST_CANDIDATES}: load more sources first.`,
    )
  const { model, share, rounds } = trainWeights(lesson)
  const { records, comparisons } = lesson
  const about = { learnedAt: new Date().toISOString().slice(0, 10), records, candidates, comparisons, share, rounds }
  return { version: await insertMatchModel(db, model, about), ...model, lesson: about }
}
