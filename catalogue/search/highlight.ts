import { editDistance } from '#lib/suggest'
import { foldText } from './fold'
import type { NamePart } from './name-parts'
import { isSmall, numeralOf } from './norm'
import type { FoldedQuery } from './query'
import { type RunCharacter, readRuns } from './runs'

const WORD = /[\p{L}\p{N}]+(?:['’.][\p{L}\p{N}]+)*/gu
const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

const SPECIAL = /[&<>"']/

const escapeHtml = (text: string): string =>
  SPECIAL.test(text) ? text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character) : text
const emphasise = (text: string): string => `<em>${escapeHtml(text)}</em>`

const isNear = (typed: string, word: string): boolean =>
  typed.length > 3 && editDistance(typed, word.slice(0, typed.length + 1)) <= (typed.length > 6 ? 3 : 2)

/** True if a word of the query is the word or a prefix of it, or with `typos` is close to it. */
function wasTyped(word: string, typed: readonly string[], typos: boolean): boolean {
  const folded = foldText(word)
  const number = numeralOf(folded)
  const isForm = (form: string, one: string) => form.startsWith(one) || (typos && isNear(one, form))
  return typed.some((one) => isForm(folded, one) || (number !== folded && isForm(number, one)))
}

const markWords = (title: string, marked: (word: string) => boolean): string => {
  let html = ''
  let end = 0
  for (const { 0: word, index } of title.matchAll(WORD)) {
    html += escapeHtml(title.slice(end, index)) + (marked(word) ? emphasise(word) : escapeHtml(word))
    end = index + word.length
  }
  return html + escapeHtml(title.slice(end))
}

/** Returns the part of a word that belongs to the initials of its title: all of a number, else the first letter. */
function initialOf(word: string): { letters: string; length: number } {
  const number = numeralOf(foldText(word))
  return /^\d+$/.test(number)
    ? { letters: number, length: word.length }
    : { letters: foldText(word).slice(0, 1), length: 1 }
}

/** Marks the initials of words that spell the query in order; returns the title without marks if they do not. */
function markInitials(title: string, typed: string): string {
  let rest = typed
  const html = title.replace(/[\p{L}\p{N}]+|[^\p{L}\p{N}]+/gu, (piece) => {
    const { letters, length } = initialOf(piece)
    if (rest === '' || !/[a-z0-9]/.test(letters) || !rest.startsWith(letters)) return escapeHtml(piece)
    rest = rest.slice(letters.length)
    return emphasise(piece.slice(0, length)) + escapeHtml(piece.slice(length))
  })
  return rest === '' ? html : escapeHtml(title)
}

/** Returns a function that calls `judge` once for each word and remembers the result: titles that match one query share words. */
function remembered(judge: (word: string) => boolean): (word: string) => boolean {
  const known = new Map<string, boolean>()
  return (word) => {
    const held = known.get(word)
    if (held !== undefined) return held
    const result = judge(word)
    known.set(word, result)
    return result
  }
}

/** Returns the characters of a run, those marked that belong to a run of the query, with the mark of a long vowel behind them. */
function markRun(run: readonly RunCharacter[], typed: readonly string[][]): string {
  const marked = new Set<number>()
  const isAt = (sought: readonly string[], at: number) =>
    sought.every((character, offset) => run[at + offset]?.character === character)
  for (const sought of typed)
    for (let at = 0; at + sought.length <= run.length; at++)
      if (isAt([...sought, 'ー'], at)) markFrom(marked, at, sought.length + 1)
      else if (isAt(sought, at)) markFrom(marked, at, sought.length)
  return run
    .map(({ raw }, at) => (marked.has(at) ? emphasise(raw) : escapeHtml(raw)))
    .join('')
    .replaceAll('</em><em>', '')
}

const markFrom = (marked: Set<number>, from: number, count: number): void => {
  for (let at = from; at < from + count; at++) marked.add(at)
}

/** Marks the characters of a query in scripts without spaces, and the whole words beside them; a word typed in part is not marked. */
function markCharacters(title: string, parts: readonly NamePart[]): string {
  const runs = parts.flatMap((part) => ('run' in part ? [part.run] : []))
  const words = new Set(parts.flatMap((part) => ('word' in part ? [part.word] : [])))
  const isTyped = (word: string) => words.has(numeralOf(foldText(word)))
  return readRuns(title)
    .map((part) => (typeof part === 'string' ? markWords(part, isTyped) : markRun(part, runs)))
    .join('')
}

/**
 * Returns a function that returns a title as escaped HTML with `<em>` around the words that were typed, in full or as a prefix; if there
 * are none, around words typed with typos; if there are none either, around the initials that spell the query. A small word of the
 * query, such as `the`, marks no word. Of a query in a script without spaces its characters are marked, wherever they stand together.
 */
export function createHighlight(query: FoldedQuery): (title: string) => string {
  const typed = (query.hint ? [...query.words, ...query.hint.rest.words] : query.words).filter((word) => !isSmall(word))
  const isTyped = remembered((word) => wasTyped(word, typed, false))
  const isTypo = remembered((word) => wasTyped(word, typed, true))
  return (title) => {
    const written = query.parts.length > 0 ? markCharacters(title, query.parts) : ''
    if (written.includes('<em>')) return written
    const plain = markWords(title, isTyped)
    if (plain.includes('<em>')) return plain
    const withTypos = markWords(title, isTypo)
    return withTypos.includes('<em>') ? withTypos : markInitials(title, query.compact)
  }
}
