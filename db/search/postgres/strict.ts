import { sql } from 'drizzle-orm'
import type { QueryText } from '#catalogue/search/query'
import { numberPoints } from '../rules'
import { gramRules, havingCharacters } from './grams'
import type { Rule } from './rule'
import { allWords, beginsWith, implied, nameRule, pointRule, typedShare, withPoints } from './strict-rule'
import { writtenRules } from './written'

/** Returns the rules without typos: best first, but those for other writings of the number at the end are last. */
export function strictRules(text: QueryText): Rule[] {
  const rules = [...havingCharacters(nameRules(text), text), ...gramRules(text)]
  return text.number
    ? [...withPoints(rules, sql`${numberPoints(text.number, true)}::float8`), ...writtenRules(text.number)]
    : rules
}

function nameRules({ fold, compact, joined, words }: QueryText): Rule[] {
  const title = nameRule('title', sql`game_search.fold = ${fold}`)
  if (words.length === 0) return [title]
  const keys = sql`array[${compact}, ${joined}]::text[]`
  const typed = allWords(words)
  const begins = sql`(${beginsWith(sql`game_search.fold`, fold)} or ${beginsWith(sql`game_search.compact`, compact)})`
  const firstWord = implied(pointRule('firstWord', sql`(${begins} and game_search.words @@ ${typed})`))
  return [
    implied(title),
    nameRule('compact', sql`game_search.compact in (${compact}, ${joined})`),
    nameRule('alternative', sql`game_search.alternative_compacts && ${keys}`),
    nameRule('initials', sql`game_search.initials && ${keys}`),
    // One whole word gets fewer points than a prefix: many titles begin with the same word.
    ...(words.length === 1 ? [firstWord] : []),
    pointRule('beginning', begins),
    pointRule('initialsText', sql`game_search.initials_vector @@ ${typed}`),
    implied(pointRule('words', sql`game_search.words @@ ${typed}`, typedShare(words))),
    pointRule('wordBeginnings', sql`game_search.words @@ ${allWords(words, ':*')}`),
    pointRule('alternativeWords', sql`game_search.alternative_vector @@ ${typed}`),
  ]
}
