import { familyName, genreName, platformName, sourceName } from '../../state/vocabulary'
import { filterWords } from './filter-words'
import { type FilterName, type FilterValues, YES_NO_FILTERS } from './filters'
import { GAME_KINDS } from './game-kinds'
import { wholeFamilies } from './whole-families'
import { searchWords } from './words'

/** Returns the value of a filter in words. */
export function filterValueInWords(name: FilterName, values: FilterValues): string {
  const value = values[name]
  if (Array.isArray(value)) return namesOf(name, value).join(', ')
  const asked = YES_NO_FILTERS.find((one) => one === name)
  if (!asked) return String(value)
  return value === 'true' ? searchWords.yesOrNo[asked].yes : searchWords.yesOrNo[asked].no
}

/** Returns a filter with its value in words. */
export const filterInWords = (name: FilterName, values: FilterValues): string =>
  filterWords.filter(filterWords.names[name], filterValueInWords(name, values))

/** Returns the names of values; a family of which every platform is there has one. */
function namesOf(name: FilterName, slugs: readonly string[]): string[] {
  const families = name.startsWith('platform') ? wholeFamilies(slugs) : new Map<string, string[]>()
  const inFamilies = [...families.values()].flat()
  const others = slugs.filter((slug) => !inFamilies.includes(slug))
  return [...[...families.keys()].map(familyName.value), ...others.map((slug) => nameOf(name, slug))]
}

function nameOf(name: FilterName, slug: string): string {
  if (name === 'kind') return searchWords.kinds[GAME_KINDS.find((kind) => kind === slug) ?? 'game']
  if (name.startsWith('platform')) return platformName.value(slug)
  return name.startsWith('genre') ? genreName.value(slug) : sourceName.value(slug)
}
