import type { Client, estypes } from '@elastic/elasticsearch'
import * as v from 'valibot'
import { MOST_COMPLETED } from '#catalogue/search/completions'
import { endingsOf } from '#catalogue/search/name-parts'
import { foldQuery } from '#catalogue/search/query'
import { MOST_SUGGESTED, type Suggestion } from '../engine'
import { readAnswer } from './answer'
import { askIndex } from './ask'
import { DEADLINES_MS } from './deadlines'
import { askTwice } from './twice'

/** Letters of the shortest text in which a slip is forgiven. */
const MIN_SLIP_LETTERS = 5

const Suggested = v.object({
  slug: v.string(),
  title: v.string(),
  year: v.nullable(v.number()),
  platforms: v.array(v.string()),
})

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
  const suggest = completing(text)
  const body = { size: 0, _source: ['slug', 'title', 'year', 'platforms'], suggest }
  const response = await askTwice(deadlineMs, (options) => askIndex(client, index, body, options))
  const answer = readAnswer(Completed, response)
  const found = Object.keys(suggest).flatMap((name) => answer.suggest[name]?.flatMap(({ options }) => options) ?? [])
  return [...new Map(found.map(({ _source }) => [_source.slug, _source])).values()].slice(0, MOST_SUGGESTED)
}

/**
 * Returns the completions to ask for, in the order of their results: as typed, without small words, with the year of a
 * season in another way, and with a slip. What sounds like
 * many names is asked for as it is written.
 */
function completing(text: string): Record<string, estypes.SearchFieldSuggester> {
  const { fold, norm, parts, characters, number } = foldQuery(text, () => undefined)
  const [written] = endingsOf(parts)
  const completion = (prefix: string, more: estypes.SearchCompletionSuggester | object = {}) => ({
    prefix: prefix.slice(0, MOST_COMPLETED),
    completion: { field: 'completions', size: MOST_SUGGESTED, ...more },
  })
  const fuzzy = { fuzzy: { fuzziness: 1, min_length: MIN_SLIP_LETTERS, prefix_length: 1 } }
  if (written && characters.length > 0) return { written: completion(written) }
  return {
    ...(written && { written: completion(written) }),
    typed: completion(fold),
    ...(norm !== fold && { plain: completion(norm) }),
    ...Object.fromEntries((number?.others ?? []).map((other) => [`as ${other.number}`, completion(other.norm)])),
    ...(norm.length >= MIN_SLIP_LETTERS && { slipped: completion(norm, fuzzy) }),
  }
}
