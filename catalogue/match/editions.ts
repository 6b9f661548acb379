/** Names of editions, by the words that at the end of a title name an edition, and no other game, even without `edition`. */
const ALONE = new Map([
  ['goty', 'goty'],
  ['remaster', 'remaster'],
  ['remastered', 'remaster'],
  ['definitive', 'definitive'],
  ['complete', 'complete'],
  ['deluxe', 'deluxe'],
  ['hd', 'hd'],
  ['redux', 'redux'],
])

/** Storefronts that some sources append to a title. They are removed and name no edition. */
const STOREFRONTS = new Set(['psn', 'xbla', 'wiiware', 'dsiware'])

/** Words that name an edition if `edition` follows. Those that occur in titles of other games (championship) are left out. */
const BEFORE_EDITION = new Set(
  `anniversary arcade bfg bonus classic collectors complete console decapitation definitive deluxe digital emperor enhanced epic
  essential extended farewell final fortunes full gold goty greatest hardened international java legacy legendary
  limited mac original overkill pc platinum pocket premier premium prestige remastered royal special standard
  steam steelbook super survival ultimate ultra vr windows`.split(/\s+/),
)

/** Words that name an edition if `version` follows. They are fewer, since Pokémon Gold Version is a game of its own. */
const BEFORE_VERSION = new Set(
  'android complete digital final full international ios mac pc steam vr windows'.split(' '),
)

/** Words that belong to the marker after them: `digital deluxe` is one marker, whereas `hd remaster` is two. */
const MODIFIERS = new Set(['digital', 'super'])

/** An edition marker at the end of a title: the edition's name (empty for a storefront) and the number of words it takes. */
type Marker = { name: string; words: number }

const ORDINAL = /^\d+th$/

/** Words that name an edition if `cut` follows. */
const CUTS = new Set(['developers', 'directors', 'extended', 'final'])

/** Returns a marker of two words that needs no `edition` after it: game (of the) year, director's cut. */
function phraseAt(words: readonly string[], end: number): Marker | undefined {
  const last = words[end - 1] ?? ''
  const before = words[end - 2] ?? ''
  if (last === 'year' && before === 'game') return { name: 'goty', words: 2 }
  if (last === 'cut' && CUTS.has(before)) return { name: 'directorscut', words: 2 }
  return undefined
}

function editionAt(words: readonly string[], end: number): Marker | undefined {
  const phrase = phraseAt(words, end - 1)
  if (phrase) return { name: phrase.name, words: phrase.words + 1 }
  const word = words[end - 2] ?? ''
  if (word === 'anniversary' && ORDINAL.test(words[end - 3] ?? '')) return { name: word, words: 3 }
  return BEFORE_EDITION.has(word) ? { name: ALONE.get(word) ?? word, words: 2 } : undefined
}

function versionAt(words: readonly string[], end: number): Marker | undefined {
  const word = words[end - 2] ?? ''
  return BEFORE_VERSION.has(word) ? { name: ALONE.get(word) ?? word, words: 2 } : undefined
}

function markerAt(words: readonly string[], end: number): Marker | undefined {
  const last = words[end - 1] ?? ''
  if (last === 'edition') return editionAt(words, end)
  if (last === 'version') return versionAt(words, end)
  const alone = ALONE.get(last)
  if (alone) return { name: alone, words: 1 }
  return STOREFRONTS.has(last) ? { name: '', words: 1 } : phraseAt(words, end)
}

/**
 * Adds the edition markers at the end of a title to `editions` and returns the number of words before them.
 *
 * At least one word always remains: the whole title `Deluxe` is no edition marker.
 */
export function takeEditions(words: readonly string[], editions: string[]): number {
  let end = words.length
  for (let marker = markerAt(words, end); marker && marker.words < end; marker = markerAt(words, end)) {
    end -= marker.words
    if (marker.name !== '') editions.push(marker.name)
    if (end > 1 && MODIFIERS.has(words[end - 1] ?? '')) end--
  }
  return end
}

/**
 * Returns the name of an edition phrase in lower case: `goty` for `game of the year edition`, `hardened` for `hardened edition`.
 *
 * A phrase that is not only edition markers is named by its words: `day-one` for `day one edition`.
 */
export function editionNamed(phrase: string): string {
  const words = [
    '',
    ...(phrase.replaceAll("'", '').match(/[a-z0-9]+/g) ?? []).filter((word) => word !== 'of' && word !== 'the'),
  ]
  const names: string[] = []
  return takeEditions(words, names) === 1
    ? names.join('-')
    : words.filter((word) => word && word !== 'edition').join('-')
}

/** True if a word may name an edition without `edition` after it: `gold` does in Sudden Strike Gold, and does not in Pokémon Gold. */
export const isPackageWord = (word: string): boolean => BEFORE_EDITION.has(word)
