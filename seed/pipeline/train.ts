import { trainWeights } from '#catalogue/match/train'
import { trainingSetOf } from '#catalogue/match/training-set'
import { listMatchRecords } from '#db/match/archive'
import { insertMatchModel } from '#db/match/model'
import type { Db } from '#db/stores'
import { Failure } from '#lib/errors'

/** Most records used: more do not improve the model, and all must fit into memory. */
const MOST_RECORDS = 300_000

/** Fewest candidate pairs: with fewer, the weights change with every dataset that is added. */
const LEAST_CANDIDATES = 1_000

/** A stored match model with its version and facts about its training. Its members are printed as JSON. */
export type StoredModel = {
  version: number
  linkThreshold: number
  reviewThreshold: number
  weights: object
  lesson: object
}

/**
 * Trains the weights of matching on the stored records, without labels, and stores them under a new version, used from the
 * next matching on.
 *
 * @throws {Failure} `usage` if there are fewer than 1,000 candidate pairs
 */
export async function trainModel(db: Db): Promise<StoredModel> {
  const training = trainingSetOf(await listMatchRecords(db, MOST_RECORDS))
  const candidates = [...training.candidates.values()].reduce((sum, { count }) => sum + count, 0)
  if (candidates < LEAST_CANDIDATES)
    throw new Failure(
      'usage',
      `Only ${candidates} pairs of records could be the same game, and learning needs ${LEAST_CANDIDATES}: load more sources first.`,
    )
  const { model, share, rounds } = trainWeights(training)
  const { records, comparisons } = training
  const about = { learnedAt: new Date().toISOString().slice(0, 10), records, candidates, comparisons, share, rounds }
  return { version: await insertMatchModel(db, model, about), ...model, lesson: about }
}
