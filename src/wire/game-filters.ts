import { t } from 'elysia'
import { KINDS, type Kind } from '#catalogue/record'
import type { GameFilters, SlugFilter } from '#db/game/filters'
import { parseDigits } from '#src/http/digits'
import { listed, Score100, WordOf, Words, WordsOf, Year } from './fields'
import { Instant, parseInstant } from './instant'

/** Filters that every list of games accepts. They have no defaults: the typed client would require a filter with a default. */
export const FILTERS = {
  platform: t.Optional(Words('On any of these platforms', 'ps3')),
  platformAll: t.Optional(Words('On all of these platforms', 'ps3,pc')),
  platformNot: t.Optional(Words('On none of these platforms', 'wii')),
  genre: t.Optional(Words('Of any of these genres', 'puzzle')),
  genreAll: t.Optional(Words('Of all of these genres', 'puzzle')),
  genreNot: t.Optional(Words('Of none of these genres', 'racing')),
  company: t.Optional(Words('Developed or published by any of these companies', 'Valve')),
  companyAll: t.Optional(Words('Developed or published by all of these companies', 'Valve')),
  companyNot: t.Optional(Words('Developed or published by none of these companies', 'Nintendo')),
  yearFrom: t.Optional(Year('First released in this year or later', 2000)),
  yearTo: t.Optional(Year('First released in this year or earlier', 2020)),
  scoreMin: t.Optional(Score100("Lowest critics' score", 80)),
  scoreMax: t.Optional(Score100("Highest critics' score, without decimals: 94 has 94.9", 94)),
  source: t.Optional(Words('With a record of any of these sources', 'vgsales')),
  redistributable: t.Optional(
    WordOf(
      ['true', 'false'],
      'With `true` games with a record of a source whose values may be redistributed, with `false` the others',
    ),
  ),
  disputed: t.Optional(
    WordOf(['true', 'false'], 'With `true` games about which sources disagree, with `false` the others'),
  ),
  kind: t.Optional(WordsOf(KINDS, 'Kind of game')),
  updatedSince: t.Optional(Instant('Changed at or after this instant')),
}

const FilterQuery = t.Object(FILTERS)
export type FilterQuery = typeof FilterQuery.static

/** Returns the filters of a query, with the words as they were sent. Absent parameters are absent members. */
export function filtersOf(query: FilterQuery): GameFilters {
  const filters: { [Name in keyof GameFilters]: GameFilters[Name] | undefined } = {
    platform: slugFilter(query.platform, query.platformAll, query.platformNot),
    genre: slugFilter(query.genre, query.genreAll, query.genreNot),
    company: slugFilter(query.company, query.companyAll, query.companyNot),
    yearFrom: parseDigits(query.yearFrom),
    yearTo: parseDigits(query.yearTo),
    scoreMin: parseDigits(query.scoreMin),
    scoreMax: parseDigits(query.scoreMax),
    source: listed(query.source),
    redistributable: query.redistributable && query.redistributable === 'true',
    disputed: query.disputed && query.disputed === 'true',
    kind: listed(query.kind) as Kind[] | undefined, // safe: the pattern of the parameter lets only kinds pass
    updatedSince: query.updatedSince && parseInstant(query.updatedSince),
  }
  return present(filters)
}

function slugFilter(any?: string, all?: string, none?: string): SlugFilter | undefined {
  if (any === undefined && all === undefined && none === undefined) return undefined
  return present({ any: listed(any), all: listed(all), none: listed(none) })
}

type Present<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> }

function present<T extends object>(values: T): Present<T> {
  const kept: Partial<T> = {}
  for (const name in values) if (values[name] !== undefined) kept[name] = values[name]
  return kept as Present<T> // safe: only members that are undefined are left out
}
