import type { api } from '../../state/api'
import { figure } from '../../state/language'
import { sourceName } from '../../state/vocabulary'
import { fieldInWords } from '../game/matrix-rows'
import { valueInWords } from '../game/value-in-words'
import { decisionWords } from './words'

/** A decision of a person. */
export type DecisionData = NonNullable<Awaited<ReturnType<typeof api.decisions.get>>['data']>['items'][number]

/** A record that a decision names, with its title and its game. */
export type DecidedRecord = DecisionData['records'][number]

/** A game that a decision is about, by the title of one of its records. */
export type DecidedGame = { title: string; game: string | null }

/** Part of what a decision says: words, a record, or a game. */
export type SaidPart = string | DecidedRecord | DecidedGame

type RecordName = Pick<DecidedRecord, 'source' | 'dataset' | 'key'>
type Rule = DecisionData['rules'][number]

const areOne = (one: RecordName, other: RecordName) =>
  one.key === other.key && one.source === other.source && one.dataset === other.dataset

/** Returns a record that a decision names, with what the catalogue knows of it. */
function recordNamed({ records }: DecisionData, ref: RecordName): DecidedRecord {
  return records.find((record) => areOne(record, ref)) ?? { ...ref, title: null, game: null }
}

const verdictOf = ({ kind }: Rule) => (kind === 'must_link' ? decisionWords.sameAs : decisionWords.notSameAs)

/** Returns what a decision says of each pair of records. */
export const decidedPairsOf = (decision: DecisionData): SaidPart[][] =>
  decision.rules.map((rule) => [recordNamed(decision, rule.one), verdictOf(rule), recordNamed(decision, rule.other)])

/** Returns what a decision says. Of more than one pair it says how many they are. */
export function saidParts(decision: DecisionData): SaidPart[] {
  const { word, lock, rules } = decision
  const { means } = decisionWords
  if (word) return [`${word.source ? `${sourceName.value(word.source)}, ` : ''}${means(word.word, word.slug)}`]
  if (lock) return [fixedGame(recordNamed(decision, lock.record)), fixInWords(lock)]
  return rules.length > 1 ? manyPairs(decision) : (decidedPairsOf(decision)[0] ?? [])
}

/** Returns the game whose value is fixed: the record only carries the fix. One that is gone is all that is known of the game. */
const fixedGame = (record: DecidedRecord): SaidPart =>
  record.title === null ? record : { title: record.title, game: record.game }

/** Returns the field that is fixed, and its value. */
export const fixInWords = ({ field, value }: NonNullable<DecisionData['lock']>): string =>
  `${decisionWords.fixes(fieldInWords(field))} ${valueInWords(field, value)}`

function manyPairs(decision: DecisionData): SaidPart[] {
  const { rules } = decision
  const { allOne, apartFrom, pairsSame, pairsDifferent, pairsBoth } = decisionWords
  const same = rules.filter(({ kind }) => kind === 'must_link').length
  const different = rules.length - same
  if (same > 0 && different > 0) return [pairsBoth(figure(same), figure(different))]
  const shared = sharedRecord(rules)
  if (!shared) return [same > 0 ? pairsSame(figure(same)) : pairsDifferent(figure(different))]
  const record = recordNamed(decision, shared)
  return same > 0 ? [allOne(figure(same + 1)), record] : [record, apartFrom(figure(different))]
}

/** Returns the record that is in every pair; `undefined` if none is. */
function sharedRecord(rules: readonly Rule[]): RecordName | undefined {
  const [first] = rules
  const isShared = (record: RecordName) => rules.every(({ one, other }) => areOne(record, one) || areOne(record, other))
  return first && [first.one, first.other].find(isShared)
}

/** Writes a record with its title, or without one if it is gone. */
function recordInWords({ title, source, key }: DecidedRecord): string {
  const name = `${sourceName.value(source)} ${key}`
  return title === null ? `${name} (${decisionWords.gone})` : `${title} (${name})`
}

/** Returns what a decision says, in words. */
export const decisionInWords = (decision: DecisionData): string =>
  saidParts(decision)
    .map((part) => (typeof part === 'string' ? part : 'key' in part ? recordInWords(part) : part.title))
    .join(' ')
