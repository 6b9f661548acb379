import { go, place } from '../../state/address'
import { api } from '../../state/api'
import { tell } from '../../state/notices'
import { outcomeOf } from '../../state/trouble'
import { filterWords } from './filter-words'
import { FACET_NAMES, type FilterValues } from './filters'
import { leftOutWords } from './left-out-words'

const WORD_FILTERS = [...FACET_NAMES.flatMap((name) => [name, `${name}All`, `${name}Not`] as const), 'source'] as const
type WordFilter = (typeof WORD_FILTERS)[number]

/** Addresses that are being looked through: several plots ask for one address. */
const pending = new Map<string, Promise<boolean>>()

/**
 * Leaves out of the address the words of filters that the service does not know, and says which. True if the address is another now.
 * `addressWith` returns the address of the page with some filters changed.
 */
export function leaveOutUnknown(
  values: FilterValues,
  addressWith: (changes: Partial<FilterValues>) => string,
): Promise<boolean> {
  const { href } = place.peek()
  const known = pending.get(href)
  if (known) return known
  const looking = leaveOut(values, addressWith, href).finally(() => pending.delete(href))
  pending.set(href, looking)
  return looking
}

async function leaveOut(
  values: FilterValues,
  addressWith: (changes: Partial<FilterValues>) => string,
  href: string,
): Promise<boolean> {
  const found = await Promise.all(
    WORD_FILTERS.map(async (name) => ({ name, unknown: await unknownWords(name, values[name]) })),
  )
  const wrong = found.filter(({ unknown }) => unknown.length > 0)
  if (wrong.length === 0 || place.peek().href !== href) return false
  const kept = wrong.map(({ name, unknown }) => [name, values[name].filter((word) => !unknown.includes(word))])
  go(addressWith(Object.fromEntries(kept)), 'replace')
  const said = wrong.map(({ name, unknown }) => filterWords.filter(filterWords.names[name], unknown.join(', ')))
  tell({ text: leftOutWords(said.join(' – ')) })
  return true
}

/** Returns the words that the service refuses. A refusal does not name them, so that halves are asked for. */
async function unknownWords(name: WordFilter, words: readonly string[]): Promise<readonly string[]> {
  if (words.length === 0) return []
  const { trouble } = await outcomeOf(api.games.get({ query: { [name]: words.join(','), limit: 1 } }))
  if (trouble?.code !== 'invalid_request') return []
  if (words.length === 1) return words
  const half = words.length >> 1
  return [...(await unknownWords(name, words.slice(0, half))), ...(await unknownWords(name, words.slice(half)))]
}
