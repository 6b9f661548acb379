/** Words that by themselves, at the end of a title, name a package and not another work. */
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

/** Storefronts that some lists hang on a title. They say nothing about the package. */
const STOREFRONTS = new Set(['psn', 'xbla', 'wiiware', 'dsiware'])

/** Words that name a package when `edition` or `version` follows. Words of other works (championship, rampage) are left out. */
const BEFORE_EDITION = new Set(
  `anniversary arcade bfg bonus classic collectors complete console decapitation definitive deluxe digital emperor enhanced epic
  essential extended farewell final fortunes full gold goty greatest hardened international java legacy legendary
  limited mac original overkill pc platinum pocket premier premium prestige remastered royal special standard
  steam steelbook super survival ultimate ultra vr windows`.split(/\s+/),
)

/** A game's `version` is a package more rarely: Pokémon Gold Version is a work. */
const BEFORE_VERSION = new Set(
  'android complete digital final full international ios mac pc steam vr windows'.split(' '),
)

/** Words that only strengthen the marker behind them: `digital deluxe`, `super deluxe`, `hd remaster` is two markers. */
const MODIFIERS = new Set(['digital', 'super'])

/** A marker found at the end of a title: what it is called, and how many words it takes. */
type Marker = { name: string; words: number }

const ORDINAL = /^\d+th$/

/** Whose cut of a work it is, or what kind of one. */
const CUTS = new Set(['developers', 'directors', 'extended', 'final'])

/** Markers of more than one word that may stand without `edition`: game (of the) year, director's cut. */
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
 * Takes the edition markers off the end of a title's words and files them in `editions`; answers how many words remain.
 *
 * At least one word always remains: a game called "Deluxe" is a game.
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

/** The name of a package that stands in brackets: `Game of the Year Edition` is `goty`, `Hardened Edition` is `hardened`. */
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

/** Whether a word names a package where it stands last without `edition`: Sudden Strike Gold, but Pokémon Gold too. */
export const isPackageWord = (word: string): boolean => BEFORE_EDITION.has(word)
