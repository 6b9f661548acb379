import { genreName, platformName, sourceName } from '../../state/vocabulary'
import { type FilterName, type FilterValues, YES_NO_FILTERS } from './filters'
import { GAME_KINDS } from './game-kinds'
import { searchWords } from './words'

/** Returns the value of a filter in words. */
export function filterValueInWords(name: FilterName, values: FilterValues): string {
  const value = values[name]
  if (Array.isArray(value)) return value.map((slug: string) => nameOf(name, slug)).join(', ')
  const asked = YES_NO_FILTERS.find((one) => one === name)
  if (!asked) return String(value)
  return value === 'true' ? searchWords.yesOrNo[asked].yes : searchWords.yesOrNo[asked].no
}

/** Returns a filter with its value in words. */
export const filterInWords = (name: FilterName, values: FilterValues): string =>
  searchWords.filter(searchWords.filterNames[name], filterValueInWords(name, values))

function nameOf(name: FilterName, slug: string): string {
  if (name === 'kind') return searchWords.kinds[GAME_KINDS.find((kind) => kind === slug) ?? 'game']
  if (name.startsWith('platform')) return platformName.value(slug)
  return name.startsWith('genre') ? genreName.value(slug) : sourceName.value(slug)
}
