import { t } from 'elysia'
import { KINDS, type Kind } from '#catalogue/record'
import type { GameFilters, SlugFilter } from '#db/game/filters'
import { parseDigits } from '#src/http/digits'
import { listed, Score100, Words, WordsOf, Year } from './fields'

const DAY = '[1-9]\\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])'
const TIME = '([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d(\\.\\d{1,6})?)?'
const INSTANT = `^${DAY}(T${TIME}(Z|[+-](0\\d|1[0-4]):[0-5]\\d))?$`

/** Filters that every list of games accepts. They have no defaults: the typed client would require a filter with a default. */
export const FILTERS = {
  platform: t.Optional(Words('On any of these platforms')),
  platformAll: t.Optional(Words('On all of these platforms')),
  platformNot: t.Optional(Words('On none of these platforms')),
  genre: t.Optional(Words('Of any of these genres')),
  genreAll: t.Optional(Words('Of all of these genres')),
  genreNot: t.Optional(Words('Of none of these genres')),
  company: t.Optional(Words('Developed or published by any of these companies')),
  companyAll: t.Optional(Words('Developed or published by all of these companies')),
  companyNot: t.Optional(Words('Developed or published by none of these companies')),
  yearFrom: t.Optional(Year('First released in this year or later')),
  yearTo: t.Optional(Year('First released in this year or earlier')),
  scoreMin: t.Optional(Score100("Lowest critics' score")),
  source: t.Optional(Words('With a record of any of these sources')),
  kind: t.Optional(WordsOf(KINDS, 'Kind of game')),
  updatedSince: t.Optional(
    t.String({
      pattern: INSTANT,
      description: 'Changed at or after this instant: ISO 8601, such as 2026-01-31T00:00:00Z',
    }),
  ),
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
    source: listed(query.source),
    kind: listed(query.kind) as Kind[] | undefined, // safe: the pattern of the parameter lets only kinds pass
    updatedSince: query.updatedSince && instantOf(query.updatedSince),
  }
  return present(filters)
}

/** Returns the instant in UTC, ISO 8601, cut to milliseconds. */
const instantOf = (text: string) => new Date(text).toISOString()

/** True if the day of an instant is in the calendar: 31 April is not, and `Date` reads it as 1 May. */
export function isCalendarDay(instant: string): boolean {
  const day = instant.slice(0, 10)
  return new Date(day).toISOString().startsWith(day)
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
