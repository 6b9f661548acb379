import type { Client, estypes } from '@elastic/elasticsearch'
import * as v from 'valibot'
import { MOST_COMPLETED } from '#catalogue/search/completions'
import { endingsOf } from '#catalogue/search/name-parts'
import { type FoldedQuery, foldQuery } from '#catalogue/search/query'
import { MOST_SUGGESTED, type Suggestion } from '../engine'
import { readAnswer } from './answer'
import { askIndex } from './ask'
import { DEADLINES_MS } from './deadlines'
import { askTwice } from './twice'

/** Letters of the shortest text in which a slip is forgiven. */
const MIN_SLIP_LETTERS = 5

/** Completions of a slip that are looked through if the text has a number: most may have another one. */
const MOST_SLIPPED = 5 * MOST_SUGGESTED

const SHOWN = ['slug', 'title', 'year', 'platforms'] as const
const NAMES = ['norm', 'alternativeNorms'] as const

const Suggested = v.object({
  slug: v.string(),
  title: v.string(),
  year: v.nullable(v.number()),
  platforms: v.array(v.string()),
  norm: v.string(),
  alternativeNorms: v.array(v.string()),
})
type Suggested = v.InferOutput<typeof Suggested>

const Completed = v.object({
  suggest: v.record(v.string(), v.array(v.object({ options: v.array(v.object({ _source: Suggested })) }))),
})

/**
 * Returns games whose names begin with a text, or have a word from which on they do: the most popular first, after them those that
 * begin with nearly that text. Asks once.
 *
 * @throws the client's error if Elasticsearch does not answer in time or refuses
 */
export async function suggestIn(
  client: Client,
  index: string,
  text: string,
  deadlineMs = DEADLINES_MS.suggest,
): Promise<Suggestion[]> {
  const query = foldQuery(text, () => undefined)
  const suggest = completing(query)
  const body = { size: 0, _source: [...SHOWN, ...NAMES], suggest }
  const response = await askTwice(deadlineMs, (options) => askIndex(client, index, body, options))
  const { suggest: answers } = readAnswer(Completed, response)
  const gamesOf = (name: string) => answers[name]?.flatMap(({ options }) => options.map(({ _source }) => _source)) ?? []
  const slipped = gamesOf('slipped').filter((game) => hasNumbers(game, query.norm))
  const exact = Object.keys(suggest).filter((name) => name !== 'slipped')
  const found = [...exact.flatMap(gamesOf), ...slipped]
  return [...new Map(found.map((game) => [game.slug, toSuggestion(game)])).values()].slice(0, MOST_SUGGESTED)
}

const toSuggestion = ({ slug, title, year, platforms }: Suggested): Suggestion => ({ slug, title, year, platforms })

/** True if a name of a game has every number of a text: a slip is forgiven in letters only. A number at the end may be unfinished. */
function hasNumbers({ norm, alternativeNorms }: Suggested, text: string): boolean {
  const numbers = numbersIn(text)
  const last = /\d$/.test(text) ? numbers.pop() : undefined
  return [norm, ...alternativeNorms]
    .map(numbersIn)
    .some(
      (named) =>
        numbers.every((number) => named.includes(number)) &&
        (last === undefined || named.some((number) => number.startsWith(last))),
    )
}

const numbersIn = (text: string): string[] => text.match(/\d+/g) ?? []

/**
 * Returns the completions to ask for, in the order of their results: as typed, without small words, with the year of a season in another
 * way, and with a slip. What sounds like many names is asked for as it is written.
 */
function completing({
  fold,
  norm,
  parts,
  characters,
  number,
}: FoldedQuery): Record<string, estypes.SearchFieldSuggester> {
  const [written] = endingsOf(parts)
  const completion = (prefix: string, more: estypes.SearchCompletionSuggester | object = {}) => ({
    prefix: prefix.slice(0, MOST_COMPLETED),
    completion: { field: 'completions', size: MOST_SUGGESTED, ...more },
  })
  const fuzzy = {
    fuzzy: { fuzziness: 1, min_length: MIN_SLIP_LETTERS, prefix_length: 1 },
    ...(/\d/.test(norm) && { size: MOST_SLIPPED }),
  }
  if (written && characters.length > 0) return { written: completion(written) }
  return {
    ...(written && { written: completion(written) }),
    typed: completion(fold),
    ...(norm !== fold && { plain: completion(norm) }),
    ...Object.fromEntries((number?.others ?? []).map((other) => [`as ${other.number}`, completion(other.norm)])),
    ...(norm.length >= MIN_SLIP_LETTERS && { slipped: completion(norm, fuzzy) }),
  }
}
