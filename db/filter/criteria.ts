import type { GameCriteria, ListGroup } from '#db/game/criteria'
import type { GameFilters } from '#db/game/filters'
import { disputedList, KIND_LISTS, kindList, scoreLists, yearLists } from '#db/game/lists'
import type { FoundWords, ResolvedFilters } from './resolve'
import type { FilterWords } from './words'

/** Returns resolved filters as lists of games, with the sizes of the lists. */
export async function criteriaOf(words: FilterWords, { filters, found }: ResolvedFilters): Promise<GameCriteria> {
  const { yearFrom, yearTo, disputed, kind, updatedSince } = filters
  const hasYears = yearFrom !== undefined || yearTo !== undefined
  const years = { from: yearFrom ?? 0, to: yearTo ?? 9999 }
  const score = await scoresOf(words, filters)
  return {
    groups: [
      ...found.flatMap(groupsOf),
      ...(kind ? [await groupOf(words, kind.map(kindList))] : []),
      ...(disputed === undefined ? [] : [await groupOf(words, [disputedList(disputed)])]),
    ],
    none: found.flatMap((parameter) => (parameter.has === 'none' ? parameter.words.map(({ list }) => list) : [])),
    games: await words.size(KIND_LISTS),
    ...(hasYears && { years: { ...years, games: await words.size(yearLists(years.from, years.to)) } }),
    ...(score && { score }),
    ...(updatedSince !== undefined && { updatedSince }),
  }
}

async function scoresOf(words: FilterWords, { scoreMin, scoreMax }: GameFilters): Promise<GameCriteria['score']> {
  if (scoreMin === undefined && scoreMax === undefined) return undefined
  const from = scoreMin ?? 0
  const games = await words.size(scoreLists(from, scoreMax))
  return { from, ...(scoreMax !== undefined && { to: scoreMax }), games }
}

function groupsOf({ has, words }: FoundWords): ListGroup[] {
  if (has === 'none' || words.length === 0) return []
  const groups = has === 'all' ? words.map((word) => [word]) : [words]
  return groups.map((group) => ({
    lists: group.map(({ list }) => list),
    games: group.reduce((games, word) => games + word.games, 0),
  }))
}

async function groupOf(words: FilterWords, lists: readonly number[]): Promise<ListGroup> {
  const sizes = await Promise.all(lists.map((list) => words.size({ from: list, to: list })))
  return { lists, games: sizes.reduce((games, size) => games + size, 0) }
}
