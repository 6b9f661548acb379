import { KINDS, type Kind } from '#catalogue/record'
import { criteriaOf } from '#db/filter/criteria'
import { type FilterReason, resolveGameFilters } from '#db/filter/resolve'
import { createFilterWords } from '#db/filter/words'
import type { GameCriteria } from '#db/game/criteria'
import type { GameFilters, SlugFilter } from '#db/game/filters'
import type { Db } from '#db/stores'
import { Failure } from '#lib/errors'
import { nearest } from '#lib/suggest'

const WORD_FILTERS = ['platform', 'genre', 'company'] as const
type WordFilter = (typeof WORD_FILTERS)[number]

const PLAIN_FILTERS = ['yearFrom', 'yearTo', 'scoreMin', 'scoreMax', 'redistributable', 'disputed'] as const

/** Filters of an export as they are typed: words separated by commas, and numbers. */
export type ExportFilters = { [Name in `${WordFilter}${'' | 'All' | 'Not'}` | 'source' | 'kind']?: string } & {
  yearFrom?: number
  yearTo?: number
  scoreMin?: number
  scoreMax?: number
  redistributable?: boolean
  disputed?: boolean
  updatedSince?: Date
}

/**
 * Returns the filters as lists of games. They mean what they mean in `GET /v1/games`.
 *
 * @throws {Failure} `usage` for an unknown word, with the slugs that are most like it, and for filters that contradict each other
 */
export async function exportCriteria(db: Db, given: ExportFilters): Promise<GameCriteria> {
  const words = createFilterWords(db)
  const resolved = await resolveGameFilters(words, filtersOf(given))
  if (Array.isArray(resolved)) throw new Failure('usage', resolved.map(sentenceOf).join(' '))
  return criteriaOf(words, resolved)
}

function filtersOf({ source, kind, updatedSince, ...given }: ExportFilters): GameFilters {
  return {
    ...Object.fromEntries(WORD_FILTERS.map((name) => [name, slugsOf(given, name)])),
    ...(source !== undefined && { source: wordsIn(source) }),
    ...(kind !== undefined && { kind: wordsIn(kind).map(kindOf) }),
    ...Object.fromEntries(PLAIN_FILTERS.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]]))),
    ...(updatedSince && { updatedSince: updatedSince.toISOString() }),
  }
}

const slugsOf = (given: ExportFilters, name: WordFilter): SlugFilter => ({
  any: wordsIn(given[name]),
  all: wordsIn(given[`${name}All`]),
  none: wordsIn(given[`${name}Not`]),
})

const wordsIn = (text: string | undefined): string[] => (text === undefined ? [] : [...new Set(text.split(','))])

function kindOf(word: string): Kind {
  const kind = KINDS.find((each) => each === word)
  if (kind) return kind
  const meant = nearest(word, KINDS)
  throw new Failure('usage', `--kind has a word that is no kind.${meant ? ` Did you mean ${meant}?` : ''}`)
}

/** Returns a reason as a sentence with the names of options. */
function sentenceOf(reason: FilterReason): string {
  const expected = 'expected' in reason ? `it takes ${reason.expected}` : `nearest are ${reason.nearest.join(', ')}`
  const isHelpful = 'expected' in reason || reason.nearest.length > 0
  return `${optionOf(reason.name)}: ${namesOptions(reason.wrong)}${isHelpful ? `; ${namesOptions(expected)}` : ''}.`
}

const optionOf = (name: string): string => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`

const namesOptions = (text: string): string => text.replace(/\b[a-z]+[A-Z][a-z]+\b/g, optionOf)
