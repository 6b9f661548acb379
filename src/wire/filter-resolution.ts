import type { GameFilters, SlugFilter } from '#db/game/filters'
import type { Fault } from '#src/http/problem'
import { listed } from './fields'
import type { FilterWord, FilterWordKind } from './filter-word'
import type { FilterWords } from './filter-words'
import { type FilterQuery, filtersOf } from './game-filters'

/** Filters with the slugs of their words, for search, and the words themselves, for `criteriaOf`. */
export type ResolvedFilters = { filters: GameFilters; found: readonly FoundWords[] }

/** Reasons why filters are refused: a sentence and an entry for each. They contain nothing that was sent. */
export type FilterRefusal = { detail: string; faults: Fault[] }

/** True for a refusal, false for what was asked for: filters, or a page or figures made with them. */
export const isFilterRefusal = (resolved: object): resolved is FilterRefusal => 'faults' in resolved

/** Resolves the filters of a query: every word is found by slug, name or alias, or the query is refused with the nearest slugs. */
export async function resolveFilters(words: FilterWords, query: FilterQuery): Promise<ResolvedFilters | FilterRefusal> {
  const asked = filtersOf(query)
  const faults = impossible(asked)
  const given = WORD_PARAMETERS.filter(({ name }) => query[name] !== undefined)
  const found = await Promise.all(given.map((parameter) => findWords(words, parameter, query)))
  faults.push(...found.flatMap(({ unknown }) => unknown), ...excluded(found))
  if (faults.length > 0)
    return { detail: faults.map(({ says }) => says).join(' '), faults: faults.map(({ fault }) => fault) }
  return { filters: withSlugs(asked, found), found }
}

type Reason = { says: string; fault: Fault }

/** Returns why filters are refused. `expected` is said of the parameter: "yearFrom: expected a year ...". */
const reason = (name: string, wrong: string, expected: string): Reason => ({
  says: `${name}: ${wrong}; ${expected}.`,
  fault: { in: 'query', name, expected },
})

function impossible({ yearFrom, yearTo }: GameFilters): Reason[] {
  const reasons: Reason[] = []
  if (yearFrom !== undefined && yearTo !== undefined && yearFrom > yearTo)
    reasons.push(reason('yearFrom', 'it is later than yearTo', 'a year that is not later than yearTo'))
  return reasons
}

/** A parameter that takes words: their kind, and which of them a game must have. */
type WordParameter = { name: WordParameterName; kind: FilterWordKind; has: 'any' | 'all' | 'none' }
type WordParameterName = `${'platform' | 'genre' | 'company'}${'' | 'All' | 'Not'}` | 'source'

const WORD_PARAMETERS: readonly WordParameter[] = [
  ...(['platform', 'genre', 'company'] as const).flatMap((kind): WordParameter[] => [
    { name: kind, kind, has: 'any' },
    { name: `${kind}All`, kind, has: 'all' },
    { name: `${kind}Not`, kind, has: 'none' },
  ]),
  { name: 'source', kind: 'source', has: 'any' },
]

/** Routes that list the words. */
const WORD_ROUTES: Record<FilterWordKind, string> = {
  platform: '/v1/platforms',
  genre: '/v1/genres',
  company: '/v1/companies',
  source: '/v1/sources',
}

/** The words of a parameter; `unknown` are the reasons to refuse it. */
export type FoundWords = WordParameter & { words: FilterWord[]; unknown: Reason[] }

async function findWords(words: FilterWords, parameter: WordParameter, query: FilterQuery): Promise<FoundWords> {
  const asked = listed(query[parameter.name]) ?? []
  if (asked.length === 0) return { ...parameter, words: [], unknown: [] }
  const found = await words.find(parameter.kind, asked)
  const missing = asked.filter((_, at) => found[at] === undefined)
  const unknown = await Promise.all(missing.slice(0, MOST_NAMED).map((word) => unknownWord(words, parameter, word)))
  return { ...parameter, words: distinct(found.filter((word) => word !== undefined)), unknown }
}

/** Most unknown words of a parameter for which the nearest slugs are looked up. */
const MOST_NAMED = 3

async function unknownWord(words: FilterWords, { name, kind }: WordParameter, word: string): Promise<Reason> {
  const nearest = await words.nearest(kind, word)
  const advice = `${WORD_ROUTES[kind]} lists them`
  const expected = nearest.length > 0 ? `nearest are ${nearest.join(', ')}, and ${advice}` : advice
  return reason(name, `it has a word that is no ${kind}`, expected)
}

const distinct = (words: readonly FilterWord[]): FilterWord[] => [
  ...new Map(words.map((word) => [word.list, word])).values(),
]

/** Returns a reason for each parameter that excludes what another one asks for. */
function excluded(found: readonly FoundWords[]): Reason[] {
  return found
    .filter(({ has }) => has === 'none')
    .flatMap(({ kind, name, words }) => {
      const lists = new Set(words.map(({ list }) => list))
      return found
        .filter(
          (other) => other.kind === kind && other.has !== 'none' && other.words.some(({ list }) => lists.has(list)),
        )
        .map((other) => reason(name, `it excludes what ${other.name} asks for`, `no word of ${other.name}`))
    })
}

/** Returns the filters with the slugs of the words instead of what was sent. */
function withSlugs(asked: GameFilters, found: readonly FoundWords[]): GameFilters {
  const filters = { ...asked }
  for (const { kind, has, words } of found) {
    if (words.length === 0) continue
    const slugs = words.map(({ slug }) => slug)
    if (kind === 'source') filters.source = slugs
    else filters[kind] = { ...filters[kind], [has]: slugs } satisfies SlugFilter
  }
  return filters
}
