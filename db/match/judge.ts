import { type ComparedEvidence, comparedEvidence } from '#catalogue/match/compared-values'
import type { MatchModel } from '#catalogue/match/comparison-levels'
import { TIED } from '#catalogue/match/evidence-code'
import { type MatchFeatures, matchFeatures } from '#catalogue/match/features'
import { matchKeysOf } from '#catalogue/match/keys'
import { type GameVerdict, judgeRecord, type PlacedRecord } from '#catalogue/match/verdict'
import type { CatalogueRecord } from '#catalogue/record'
import { type MappedWords, withMappedWords } from '#catalogue/vocabulary/mapped-words'
import type { Db } from '#db/stores'
import { mappedWords } from '#db/vocabulary/mapping'
import { hash64 } from '#lib/hash'
import { createPause, type Pause } from '#lib/turn'
import { findMatchModel } from './model'
import { listNeighbours, type Neighbour } from './neighbours'

/** Bands of a decision: linked, to be reviewed by a person, or no game. */
export const BANDS = ['match', 'review', 'none'] as const
export type Band = (typeof BANDS)[number]

/** A game that a record may be, by its own evidence. `bits` is the weight of that evidence. */
export type CandidateGame = { gameId: string; band: 'match' | 'review'; bits: number; evidence: ComparedEvidence[] }

/** The decision about one record: its band, and the games that it may be, the best first, at most four. */
export type Judgement = { band: Band; candidates: CandidateGame[] }

/** Ref of a record that is not stored. No dataset has an empty name, so it is of a dataset of its own. */
const ASKED = { source: 'this', dataset: '', key: 'record' }

const OWN_KEY = `id:${ASKED.source}:${ASKED.key}`

/** Records per statement. The embedded store blocks the event loop for as long as a statement takes. */
const BATCH = 20
const MOST_CANDIDATES = 4

/**
 * Decides for each of these records, in order, which game it would belong to if it were loaded as the only record of a list, by
 * the match keys, weights, vetoes and thresholds in force. Reads only. Each record is decided by itself.
 *
 * The event loop gets a turn at least every 15 ms of work, and one statement is sent for every 20 records.
 */
export async function judgeRecords(db: Db, records: readonly CatalogueRecord[]): Promise<Judgement[]> {
  const by: JudgedBy = { model: await findMatchModel(db), words: await mappedWords(db), pause: createPause() }
  const judgements: Judgement[] = []
  for (let at = 0; at < records.length; at += BATCH)
    judgements.push(...(await judgeBatch(db, records.slice(at, at + BATCH), by)))
  return judgements
}

/** Model and mapped words in force, and the pause between records. */
type JudgedBy = { model: MatchModel; words: MappedWords; pause: Pause }

async function judgeBatch(db: Db, records: readonly CatalogueRecord[], by: JudgedBy): Promise<Judgement[]> {
  const asked = records.map((record) => askedOf(withMappedWords(record, by.words, ASKED.source)))
  const knownOf = knownRecords(await listNeighbours(db, [...new Set(asked.flatMap(({ keys }) => keys))]), by.words)
  const judgements: Judgement[] = []
  for (const { features, keys } of asked) {
    await by.pause()
    judgements.push(judgementOf(features, judgeRecord(features, knownOf(keys), by.model)))
  }
  return judgements
}

/** A record that is asked about: its features and match keys. */
type Asked = { features: MatchFeatures<PlacedRecord>; keys: bigint[] }

function askedOf(record: CatalogueRecord): Asked {
  const keys = matchKeysOf(record, ASKED.source, ASKED.key).filter((key) => key !== OWN_KEY)
  return { features: matchFeatures({ ref: ASKED, record, gameId: null }), keys: keys.map(hash64) }
}

/** Returns a function that gives the records of all games that have a record with any of these keys, in the order of their refs. */
function knownRecords(neighbours: readonly Neighbour[], words: MappedWords) {
  const gamesOf = new Map<string, Set<string>>()
  for (const { keys, gameId } of neighbours)
    for (const key of keys ?? []) gamesOf.set(key, (gamesOf.get(key) ?? new Set()).add(gameId))
  const membersOf = Map.groupBy(neighbours.keys(), (at) => neighbours[at]?.gameId)
  const features = new Map<number, MatchFeatures<PlacedRecord>>()
  const featuresAt = (at: number): MatchFeatures<PlacedRecord>[] => {
    const known = features.get(at) ?? featuresOf(neighbours[at], words)
    if (known) features.set(at, known)
    return known ? [known] : []
  }
  return (keys: readonly bigint[]) => {
    const games = new Set(keys.flatMap((key) => [...(gamesOf.get(key.toString()) ?? [])]))
    const members = [...games].flatMap((gameId) => membersOf.get(gameId) ?? [])
    return members.sort((one, other) => one - other).flatMap(featuresAt)
  }
}

const featuresOf = (neighbour: Neighbour | undefined, words: MappedWords): MatchFeatures<PlacedRecord> | undefined =>
  neighbour && matchFeatures({ ...neighbour, record: withMappedWords(neighbour.record, words, neighbour.ref.source) })

/** Returns the decision that follows from the verdicts on games. Two that match equally well are left to a person. */
function judgementOf(asked: MatchFeatures, verdicts: readonly GameVerdict[]): Judgement {
  const [best, second] = verdicts
  if (!best) return { band: 'none', candidates: [] }
  const isTied = best.links && second?.links === true && second.score === best.score
  const candidates = verdicts
    .slice(0, MOST_CANDIDATES)
    .map((verdict) => candidateOf(asked, verdict, isTied ? best.score : undefined))
  return { band: candidates[0]?.band ?? 'none', candidates }
}

/** `tiedAt`: the score of the games that match equally well, if several do. */
function candidateOf(
  asked: MatchFeatures,
  { gameId, links, record, score, evidence }: GameVerdict,
  tiedAt?: number,
): CandidateGame {
  const isTied = links && score === tiedAt
  const found = matchFeatures(record)
  return {
    gameId,
    band: links && !isTied ? 'match' : 'review',
    bits: score,
    evidence: [...evidence, ...(isTied ? [TIED] : [])].map((each) => comparedEvidence(each, asked, found)),
  }
}
