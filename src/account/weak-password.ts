import { readFileSync } from 'node:fs'

/** Limits of a new password: characters at least, bytes in UTF-8 at most. */
export const PASSWORD_LIMITS = { characters: 15, bytes: 256 } as const

/** Words of our own that make a password guessable. */
const OUR_WORDS = ['vestimlib', 'vestim']
/** Least length of the parts of an address that may not make up a password. */
const SHORTEST_PART = 3
/** Most common words that together still make a password that is guessed. */
const MOST_WORDS = 2

let common: ReadonlySet<string> | undefined

/**
 * Returns the 3,000 most common passwords, and the common ones of 15 and more characters, of the frequency list of zxcvbn-ts (MIT).
 *
 * @see https://www.npmjs.com/package/@zxcvbn-ts/language-common (4.1.3)
 */
function commonPasswords(): ReadonlySet<string> {
  common ??= new Set(
    readFileSync(new URL('common-passwords.txt', import.meta.url), 'utf8')
      .trim()
      .split('\n'),
  )
  return common
}

/**
 * Returns what is wrong with a new password, as what is expected instead; `undefined` if it is good enough.
 *
 * Too weak is one that is made of at most two common passwords, words of its address or of ours, of a text that is repeated, or
 * of neighbours in the alphabet. Any other characters are accepted: the password counts as it was sent, byte for byte.
 */
export function weaknessOf(password: string, email: string): string | undefined {
  if (Buffer.byteLength(password) > PASSWORD_LIMITS.bytes) return `a password of at most ${PASSWORD_LIMITS.bytes} bytes`
  if ([...password].length < PASSWORD_LIMITS.characters)
    return `a password of at least ${PASSWORD_LIMITS.characters} characters`
  const lower = password.toLowerCase()
  if (isRepeated(lower) || isSequence(lower)) return 'a password that is no repetition and no sequence of characters'
  const words = new Set([...OUR_WORDS, ...partsOf(email)])
  const isKnown = (word: string) =>
    commonPasswords().has(word) || words.has(word) || isRepeated(word) || isSequence(word)
  if (isMadeOf(lower, isKnown, MOST_WORDS))
    return 'a password that is not among the most common ones, nor made of two of them, of the e-mail address or of the name of this service'
  return undefined
}

/** Returns an address, and its parts, in small letters. */
const partsOf = (email: string): string[] => {
  const lower = email.toLowerCase()
  return [lower, ...lower.split(/[@.+_-]/), ...lower.split('@')].filter((part) => part.length >= SHORTEST_PART)
}

/** True if a text is a shorter one, repeated. */
const isRepeated = (text: string): boolean => `${text}${text}`.indexOf(text, 1) < text.length && text.length > 1

/** True if each character is the one after, or before, the character before it. */
function isSequence(text: string): boolean {
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0)
  const isStep = (step: number) => codes.every((code, at) => at === 0 || code - (codes[at - 1] ?? 0) === step)
  return codes.length > 2 && (isStep(1) || isStep(-1))
}

/** True if a text is made of at most so many known words. */
function isMadeOf(text: string, isKnown: (word: string) => boolean, most: number): boolean {
  if (isKnown(text)) return true
  if (most === 1) return false
  for (let at = 1; at < text.length; at++)
    if (isKnown(text.slice(0, at)) && isMadeOf(text.slice(at), isKnown, most - 1)) return true
  return false
}
