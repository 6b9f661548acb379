import { KINDS } from '#catalogue/record'
import type { Vocabulary } from '#catalogue/vocabulary/vocabulary'
import { hasWord, type SampleColumn, shareOf } from './columns'
import { expressionOf, type Guess } from './guess'
import { findFlags, findWords, listFormOfNames } from './words'

const PLATFORM = /^(?:platforms?|consoles?|systems?)$/
const GENRE = /^(?:genres?|tags|themes)$/
const TAGS = /^(?:tags|keywords)$/

/** Guesses the fields that are text: platforms, genres, companies, tags, series, other names, kind, summary, website and ids. */
export function guessWords(columns: readonly SampleColumn[], vocabulary: Vocabulary): Guess[] {
  return [
    ...guessPlatforms(columns, vocabulary),
    ...guessVocabulary(columns, 'genres', GENRE, (word) => vocabulary.genre(word)),
    ...guessNames(columns, 'developers', /^dev(?:s|elopers?)?$/),
    ...guessNames(columns, 'publishers', /^publishers?$/),
    ...guessNames(columns, 'companies', /^(?:compan(?:y|ies)|studios?)$/),
    ...guessTags(columns),
    ...guessNames(columns, 'series', /^(?:series|franchises?)$/),
    ...guessNames(columns, 'alternativeNames', /^(?:alt|aka|aliases|alternative)$/),
    ...guessTexts(columns),
    ...guessIds(columns),
  ]
}

function guessPlatforms(columns: readonly SampleColumn[], vocabulary: Vocabulary): Guess[] {
  const guesses = guessVocabulary(columns, 'platforms', PLATFORM, (word) => vocabulary.platform(word))
  const flags = findFlags(columns, vocabulary)
  if (guesses.some(({ expression }) => expression.column !== undefined) || !flags) return guesses
  return [{ field: 'platforms', expression: { flags } }]
}

function guessVocabulary(
  columns: readonly SampleColumn[],
  field: string,
  name: RegExp,
  find: (word: string) => unknown,
): Guess[] {
  const found = findWords(columns, name, find)
  if (!found) return guessUnknownWords(columns, field, name)
  const { column, form, known } = found
  const percent = Math.round(known * 100)
  const remark = `${field}: ${percent} % of the words of "${column.name}" are in the vocabulary; the others are kept as unknown words.`
  return [{ field, expression: expressionOf(column, form), ...(percent < 95 && { remark }) }]
}

/** Guesses a column by its name alone, so that a person can add `codes` or another `split`. */
function guessUnknownWords(columns: readonly SampleColumn[], field: string, name: RegExp): Guess[] {
  const column = columns.find((one) => hasWord(one, name) && one.texts.length + one.items.length > 0)
  if (!column) return []
  const isCoded = [...column.items, ...column.texts].every((text) => /^\d+$/.test(text))
  const remark = isCoded
    ? `${field}: "${column.name}" has numbers: add the meaning of each as codes.`
    : `${field}: few words of "${column.name}" are in the vocabulary: check that it is the right column, and how it is split.`
  return [{ field, expression: expressionOf(column), remark }]
}

function guessNames(columns: readonly SampleColumn[], field: string, name: RegExp): Guess[] {
  const column = columns.find((one) => hasWord(one, name) && isNaming(one))
  return column ? [{ field, expression: expressionOf(column, listFormOfNames(column)) }] : []
}

/** Guesses the tags. They have no commas, so a comma separates them if nothing else does. */
function guessTags(columns: readonly SampleColumn[]): Guess[] {
  const column = columns.find((one) => hasWord(one, TAGS) && isNaming(one))
  if (!column) return []
  const form = listFormOfNames(column)
  const isWhole = column.items.length === 0 && Object.keys(form).length === 0
  return [{ field: 'tags', expression: expressionOf(column, isWhole ? { split: ',' } : form) }]
}

const isNaming = (column: SampleColumn): boolean =>
  column.items.length > 0
    ? column.items.some((item) => /\p{L}/u.test(item))
    : shareOf(column, (text) => /\p{L}/u.test(text)) > 0.5

function guessTexts(columns: readonly SampleColumn[]): Guess[] {
  const named = (name: RegExp, test: (text: string) => boolean) =>
    columns.find((column) => hasWord(column, name) && shareOf(column, test) > 0.9)
  const kind = named(/^(?:kind|type|category)$/, (text) => KINDS.some((one) => one === text.toLowerCase()))
  const summary = named(/^(?:summary|description|about|deck)$/, (text) => text.length > 20)
  const website = named(/^(?:website|homepage)$/, (text) => /^https?:/.test(text))
  return Object.entries({ kind, summary, website }).flatMap(([field, column]) =>
    column ? [{ field, expression: expressionOf(column) }] : [],
  )
}

const SITES = ['steam', 'rawg', 'igdb', 'gog', 'epic', 'metacritic', 'mobygames', 'giantbomb', 'wikidata']

/** Guesses the columns of external ids by the name of the site in them; an app id is one of Steam. */
function guessIds(columns: readonly SampleColumn[]): Guess[] {
  return columns.flatMap((column) => {
    const isApp = /^(?:steam )?app ?id$/.test(column.words.join(' '))
    const site = isApp ? 'steam' : SITES.find((name) => column.words.includes(name) && hasWord(column, /^id$/))
    if (site === undefined || column.texts.length === 0) return []
    const remark = isApp ? `externalIds.steam: "${column.name}" is read as the Steam app id.` : undefined
    return [{ field: `externalIds.${site}`, expression: expressionOf(column), ...(remark && { remark }) }]
  })
}
