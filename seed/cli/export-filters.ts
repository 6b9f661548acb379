import { companySlug } from '#catalogue/merge/company'
import { KINDS } from '#catalogue/record'
import { standardVocabulary } from '#catalogue/vocabulary/lookup'
import { companiesBySlug } from '#db/company/queries'
import type { GameCriteria, ListGroup } from '#db/game/criteria'
import { kindList, type ListKind, listNumber } from '#db/game/lists'
import { listSources } from '#db/source/queries'
import type { Db } from '#db/stores'
import { Failure } from '#lib/errors'
import { nearest } from '#lib/suggest'

/** Parts of the vocabulary that filters name; of each a game has any, all or none of the words. */
const WORD_FILTERS = ['platform', 'genre', 'company'] as const
type WordFilter = (typeof WORD_FILTERS)[number]
type WordOption = `${WordFilter}${'' | 'All' | 'Not'}` | 'source' | 'kind'

/** Filters of an export as they are typed: words separated by commas, and numbers. */
export type ExportFilters = { [Name in WordOption]?: string } & {
  yearFrom?: number
  yearTo?: number
  scoreMin?: number
  updatedSince?: Date
}

/** Finds the id of a word; returns the words that could be meant if there is none. */
type FindId = (word: string) => Promise<number | readonly string[]>

const idIn = (entry: { id: number } | undefined, slugs: readonly { slug: string }[]) =>
  entry?.id ?? slugs.map(({ slug }) => slug)

const findersOf = (db: Db): Record<WordFilter | 'source', FindId> => ({
  platform: async (word) => idIn(standardVocabulary.platform(word), standardVocabulary.platforms),
  genre: async (word) => idIn(standardVocabulary.genre(word), standardVocabulary.genres),
  company: async (word) => idIn((await companiesBySlug(db, [companySlug(word)]))[0], []),
  async source(word) {
    const sources = await listSources(db)
    return idIn(
      sources.find(({ slug }) => slug === word),
      sources,
    )
  },
})

/**
 * Returns the filters as lists of games. They mean what they mean in `GET /v1/games`.
 *
 * @throws {Failure} `usage` for an unknown word, with the slug that is most like it
 */
export async function exportCriteria(db: Db, given: ExportFilters): Promise<GameCriteria> {
  const finders = findersOf(db)
  const listsOf = async (kind: WordFilter | 'source', words: string | undefined) =>
    Promise.all(wordsIn(words).map(async (word) => listNumber(kind, await idOf(finders, kind, word))))
  const [groups, none]: [ListGroup[], number[]] = [[], []]
  for (const kind of WORD_FILTERS) {
    groups.push(...groupOf(await listsOf(kind, given[kind])))
    groups.push(...(await listsOf(kind, given[`${kind}All`])).flatMap((list) => groupOf([list])))
    none.push(...(await listsOf(kind, given[`${kind}Not`])))
  }
  groups.push(...groupOf(await listsOf('source', given.source)), ...groupOf(wordsIn(given.kind).map(listOfKind)))
  return { groups, none, games: 0, ...rangesOf(given) }
}

const wordsIn = (text: string | undefined): string[] => (text === undefined ? [] : [...new Set(text.split(','))])

// The sizes of lists decide how a page is read; an export is no page.
const groupOf = (lists: readonly number[]): ListGroup[] => (lists.length === 0 ? [] : [{ lists, games: 0 }])

async function idOf(finders: Record<string, FindId>, kind: ListKind, word: string): Promise<number> {
  const found = (await finders[kind]?.(word)) ?? []
  if (typeof found === 'number') return found
  throw unknownWord(kind, nearest(word, found))
}

function listOfKind(word: string): number {
  const kind = KINDS.find((each) => each === word)
  if (kind) return kindList(kind)
  throw unknownWord('kind', nearest(word, KINDS))
}

const unknownWord = (kind: string, meant: string | undefined) =>
  new Failure('usage', `--${kind} has a word that is no ${kind}.${meant ? ` Did you mean ${meant}?` : ''}`)

function rangesOf({ yearFrom, yearTo, scoreMin, updatedSince }: ExportFilters): Partial<GameCriteria> {
  const years = { from: yearFrom ?? 0, to: yearTo ?? 9999, games: 0 }
  if (years.from > years.to) throw new Failure('usage', '--year-from is later than --year-to.')
  return {
    ...((yearFrom !== undefined || yearTo !== undefined) && { years }),
    ...(scoreMin !== undefined && { score: { from: scoreMin, games: 0 } }),
    ...(updatedSince && { updatedSince: updatedSince.toISOString() }),
  }
}
