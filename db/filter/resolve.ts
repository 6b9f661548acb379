import type { GameFilters, SlugFilter } from '#db/game/filters'
import { listNumber } from '#db/game/lists'
import type { FilterWord, FilterWordKind } from './word'
import type { FilterWords } from './words'

/** Filters with the slugs of their words, for search, and the words themselves, for `criteriaOf`. */
export type ResolvedFilters = { filters: GameFilters; found: readonly FoundWords[] }

/**
 * Reason why filters are refused: the name of one, what is wrong with it, and what it takes, or for an unknown word its kind and the
 * nearest slugs. It contains nothing that was asked for.
 */
export type FilterReason = { name: string; wrong: string } & (
  | { expected: string }
  | { kind: FilterWordKind; nearest: readonly string[] }
)

/** Finds every word of filters by slug, name or alias. Returns the reasons to refuse them if one is unknown or they contradict each other. */
export async function resolveGameFilters(
  words: FilterWords,
  asked: GameFilters,
): Promise<ResolvedFilters | FilterReason[]> {
  const found = await Promise.all([
    ...WORD_PARAMETERS.map((parameter) => findWords(words, parameter, asked)),
    findRedistributable(words, asked),
  ])
  const reasons = [...impossible(asked), ...found.flatMap(({ unknown }) => unknown), ...excluded(found)]
  return reasons.length > 0 ? reasons : { filters: withSlugs(asked, found), found }
}

function impossible({ yearFrom = 0, yearTo = 9999, scoreMin = 0, scoreMax = 100 }: GameFilters): FilterReason[] {
  const reasons: FilterReason[] = []
  if (yearFrom > yearTo)
    reasons.push({
      name: 'yearFrom',
      wrong: 'it is later than yearTo',
      expected: 'a year that is not later than yearTo',
    })
  if (scoreMin > scoreMax)
    reasons.push({
      name: 'scoreMin',
      wrong: 'it is higher than scoreMax',
      expected: 'a score that is not higher than scoreMax',
    })
  return reasons
}

/** A parameter that takes words: their kind, and which of them a game must have. */
type WordParameter = { name: WordParameterName; kind: FilterWordKind; has: 'any' | 'all' | 'none' }
type WordParameterName = `${'platform' | 'genre' | 'company'}${'' | 'All' | 'Not'}` | 'source' | 'redistributable'

const WORD_PARAMETERS: readonly WordParameter[] = [
  ...(['platform', 'genre', 'company'] as const).flatMap((kind): WordParameter[] => [
    { name: kind, kind, has: 'any' },
    { name: `${kind}All`, kind, has: 'all' },
    { name: `${kind}Not`, kind, has: 'none' },
  ]),
  { name: 'source', kind: 'source', has: 'any' },
]

/** The words of a parameter; `unknown` are the reasons to refuse it. */
export type FoundWords = WordParameter & { words: FilterWord[]; unknown: FilterReason[] }

async function findWords(words: FilterWords, parameter: WordParameter, filters: GameFilters): Promise<FoundWords> {
  const { kind, has } = parameter
  const asked = (kind === 'source' ? filters.source : filters[kind]?.[has]) ?? []
  if (asked.length === 0) return { ...parameter, words: [], unknown: [] }
  const found = await words.find(kind, asked)
  const missing = asked.filter((_, at) => found[at] === undefined)
  const unknown = await Promise.all(missing.slice(0, MOST_NAMED).map((word) => unknownWord(words, parameter, word)))
  return { ...parameter, words: distinct(found.filter((word) => word !== undefined)), unknown }
}

/** The source of no game, for a catalogue without a source whose values may be redistributed. */
const NO_SOURCE: FilterWord = { slug: '', list: listNumber('source', 0), games: 0 }

/** Finds the sources that `redistributable` is about: games have a record of one of them, or of none. */
async function findRedistributable(words: FilterWords, { redistributable }: GameFilters): Promise<FoundWords> {
  const parameter = {
    name: 'redistributable',
    kind: 'source',
    has: redistributable === false ? 'none' : 'any',
  } as const
  if (redistributable === undefined) return { ...parameter, words: [], unknown: [] }
  const sources = await words.redistributable()
  return { ...parameter, words: sources.length > 0 ? sources : [NO_SOURCE], unknown: [] }
}

/** Most unknown words of a parameter for which the nearest slugs are looked up. */
const MOST_NAMED = 3

const unknownWord = async (words: FilterWords, { name, kind }: WordParameter, word: string): Promise<FilterReason> => ({
  name,
  wrong: `it has a word that is no ${kind}`,
  kind,
  nearest: await words.nearest(kind, word),
})

const distinct = (words: readonly FilterWord[]): FilterWord[] => [
  ...new Map(words.map((word) => [word.list, word])).values(),
]

/** Returns a reason for each parameter that excludes what another one asks for. */
function excluded(found: readonly FoundWords[]): FilterReason[] {
  return found
    .filter(({ has }) => has === 'none')
    .flatMap(({ kind, name, words }) => {
      const lists = new Set(words.map(({ list }) => list))
      return found
        .filter(
          (other) => other.kind === kind && other.has !== 'none' && other.words.some(({ list }) => lists.has(list)),
        )
        .map((other) => ({
          name,
          wrong: `it excludes what ${other.name} asks for`,
          expected: `no word of ${other.name}`,
        }))
    })
}

/** Returns the filters with the slugs of the words instead of what was sent. */
function withSlugs(asked: GameFilters, found: readonly FoundWords[]): GameFilters {
  const filters = { ...asked }
  for (const { name, kind, has, words } of found) {
    if (words.length === 0) continue
    const slugs = words.map(({ slug }) => slug)
    if (name === 'redistributable') filters.redistributableSources = slugs
    else if (kind === 'source') filters.source = slugs
    else filters[kind] = { ...filters[kind], [has]: slugs } satisfies SlugFilter
  }
  return filters
}
