import { KINDS } from '#catalogue/record'
import type { Vocabulary } from '#catalogue/vocabulary/vocabulary'
import { hasWord, type SampleColumn, shareOf } from './columns'
import { expressionOf, type Guess } from './guess'
import { findFlags, findWords, writingOfNames } from './words'

const PLATFORM = /^(?:platforms?|consoles?|systems?)$/
const GENRE = /^(?:genres?|tags|themes)$/
const TAGS = /^(?:tags|keywords)$/

/** Platforms, genres, companies, series, other names, kind, summary, website and ids: what is text. */
export function guessWords(columns: readonly SampleColumn[], vocabulary: Vocabulary): Guess[] {
  return [
    ...guessPlatforms(columns, vocabulary),
    ...guessVocabulary(columns, 'genres', GENRE, (word) => vocabulary.genre(word)),
    ...guessNames(columns, 'developers', /^dev(?:s|elopers?)?$/),
    ...guessNames(columns, 'publishers', /^publishers?$/),
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
  if (!found) return codesRemark(columns, field, name)
  const { column, writing, known } = found
  const percent = Math.round(known * 100)
  const remark = `${field}: ${percent} % of the words of "${column.name}" are in the vocabulary; the others are kept as they are.`
  return [{ field, expression: expressionOf(column, writing), ...(percent < 95 && { remark }) }]
}

/** A column that should hold them by its name is mapped all the same: for `codes` to be added, or another way to cut it. */
function codesRemark(columns: readonly SampleColumn[], field: string, name: RegExp): Guess[] {
  const column = columns.find((one) => hasWord(one, name) && one.texts.length + one.items.length > 0)
  if (!column) return []
  const isCoded = [...column.items, ...column.texts].every((text) => /^\d+$/.test(text))
  const remark = isCoded
    ? `${field}: "${column.name}" holds numbers: say what each stands for with codes.`
    : `${field}: the vocabulary knows hardly a word of "${column.name}": check that it holds them, and how they are cut.`
  return [{ field, expression: expressionOf(column), remark }]
}

function guessNames(columns: readonly SampleColumn[], field: string, name: RegExp): Guess[] {
  const column = columns.find((one) => hasWord(one, name) && isNaming(one))
  return column ? [{ field, expression: expressionOf(column, writingOfNames(column)) }] : []
}

/** A comma stands in no tag: where nothing else cuts them, it does. */
function guessTags(columns: readonly SampleColumn[]): Guess[] {
  const column = columns.find((one) => hasWord(one, TAGS) && isNaming(one))
  if (!column) return []
  const writing = writingOfNames(column)
  const isWhole = column.items.length === 0 && Object.keys(writing).length === 0
  return [{ field: 'tags', expression: expressionOf(column, isWhole ? { split: ',' } : writing) }]
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

const SHOPS = ['steam', 'rawg', 'igdb', 'gog', 'epic', 'metacritic', 'mobygames', 'giantbomb', 'wikidata']

/** Ids that say in their name whose they are; an app id is Steam's. */
function guessIds(columns: readonly SampleColumn[]): Guess[] {
  return columns.flatMap((column) => {
    const isApp = /^(?:steam )?app ?id$/.test(column.words.join(' '))
    const shop = isApp ? 'steam' : SHOPS.find((name) => column.words.includes(name) && hasWord(column, /^id$/))
    if (shop === undefined || column.texts.length === 0) return []
    const remark = isApp ? `externalIds.steam: "${column.name}" is taken for the app id of Steam.` : undefined
    return [{ field: `externalIds.${shop}`, expression: expressionOf(column), ...(remark && { remark }) }]
  })
}
