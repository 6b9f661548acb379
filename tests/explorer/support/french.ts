import { Glob } from 'bun'
import type { Page } from 'playwright-core'
import type { PageLanguage } from '#src/explorer/languages'

const ROOM = new URL('../../../src/explorer/', import.meta.url).pathname

/** Files of the words of the page. Those that write values need a browser. */
export const WORD_FILES = [...new Glob('**/*.ts').scanSync(ROOM)]
  .filter((file) => /words\/|words\.ts$/.test(file) && !/in-words|scoring|shared-words/.test(file))
  .sort()

const GIVEN = [
  [2, 3, 4],
  ['2', '3', '4'],
  [1, '1', '1'],
]

/** Returns every text of a table of words; of a function those for the arguments that it may get. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value === 'function') return GIVEN.flatMap((given) => textsIn(called(() => value(...given))))
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

/** Arguments of another type than a function takes give no text. */
function called(call: () => unknown): unknown {
  try {
    return call()
  } catch {
    return undefined
  }
}

/** Imports a file of words in a language. */
export function importWords<Words extends object>(file: string, language: PageLanguage): Promise<Words> {
  Object.assign(globalThis, { PAGE_LANGUAGE: language })
  return import(`${ROOM}${file}?${language}`)
}

/** Returns every text of a file of words in a language. */
export const textsOfWords = async (file: string, language: PageLanguage): Promise<string[]> =>
  Object.values(await importWords(file, language)).flatMap(textsIn)

const WORD = /[a-z]{3,}/gu
const wordsIn = (texts: readonly string[]) => texts.flatMap((text) => text.toLowerCase().match(WORD) ?? [])

/** Words that only English has, and that every sentence of it is full of. */
const COMMON = 'the and are was with from this that they not have has been which what who its than their there'.split(
  ' ',
)

/** Returns the English words of the page that it does not have in French. */
export async function englishWords(): Promise<ReadonlySet<string>> {
  const english = (await Promise.all(WORD_FILES.map((file) => textsOfWords(file, 'en')))).flat()
  const french = (await Promise.all(WORD_FILES.map((file) => textsOfWords(file, 'fr')))).flat()
  const both = new Set(wordsIn(french))
  return new Set([...COMMON, ...wordsIn(english)].filter((word) => !both.has(word)))
}

/** Returns the words of a text that are English, without those of data. */
export const englishIn = (text: string, english: ReadonlySet<string>): string[] =>
  (text.toLowerCase().match(/[\p{L}\d]+/gu) ?? []).filter((word) => english.has(word))

/** Written as people type it: what a field takes, not what the page says. */
const TYPED = /\bpegi: 18|https?:\S*/g

/** True for a French text in which a line can end before `:`, `;`, `?`, `!`, `%` or `»`, or after `«`. */
export const breaksFrenchSpacing = (text: string): boolean =>
  / [:;?!%»]|[^\s\u00a0\u202f«(][:;?!](?:\s|$)|«[^\u00a0]/u.test(text.replaceAll(TYPED, ''))

/**
 * Returns the texts that a page shows or says to a screen reader, without those that are marked as English, and without code, what
 * people have typed, and titles of games.
 */
export const textsOn = (page: Page): Promise<string[]> =>
  page.evaluate(`(() => {
    const isForeign = (element) =>
      !element || element.closest('[lang=en], code, pre, kbd, script, style, noscript') !== null
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const blocks = new Map()
    while (walker.nextNode()) {
      const { parentElement: at, data } = walker.currentNode
      if (isForeign(at)) continue
      const block = at.closest('p, li, dt, dd, td, th, h1, h2, h3, label, button, a, option, legend, summary, small') ?? at
      blocks.set(block, (blocks.get(block) ?? '') + data)
    }
    const said = [...document.querySelectorAll('[aria-label], [title], [placeholder], [aria-valuetext]')]
      .filter((element) => !isForeign(element))
      .flatMap((element) => ['aria-label', 'title', 'placeholder', 'aria-valuetext'].map((name) => element.getAttribute(name)))
    return [...blocks.values(), ...said].filter((text) => text && text.trim() !== '')
  })()`)
