import anyAscii from 'any-ascii'

const PLAIN = /^[\x20-\x7e]*$/
const FOREIGN = /[^\x20-\x7e]+/gu
const TRADEMARK = /[\u2122\u00ae\u00a9\u2120]/g
const INVISIBLE = /[\p{Cf}\p{Cc}]/gu
const PICTURE = /\p{Extended_Pictographic}|\p{So}/u
const FOLDABLE = /[\p{scx=Latin}\p{scx=Greek}\p{scx=Cyrillic}\p{scx=Common}\p{scx=Inherited}]/u

/** Pictures say nothing about a title; letters of a script that has no unambiguous spelling in ASCII stay themselves. */
function foldCharacter(character: string): string {
  if (character <= '~') return character
  if (PICTURE.test(character)) return ' '
  return FOLDABLE.test(character) ? anyAscii(character) : character
}

const foldRun = (run: string) => Array.from(run, foldCharacter).join('')

/**
 * A title in lower case and, as far as that loses nothing, in ASCII: accents, Greek, Cyrillic and full-width forms are
 * spelt out, trademark signs and invisible marks are gone.
 *
 * Han, kana, Hangul, Arabic and the like keep their letters: transliterated, different titles would become the same.
 */
export function foldScript(title: string): string {
  if (PLAIN.test(title)) return title.toLowerCase()
  const visible = title.replace(TRADEMARK, ' ').replace(INVISIBLE, '').normalize('NFKC')
  return visible.replace(FOREIGN, foldRun).toLowerCase()
}

const TRANSLATED = /^([\x20-\x7e]*[a-z][\x20-\x7e]*?)[\s/|([-]*[^\x20-\x7e][^a-z0-9]*$/
const LONG_ENOUGH = /[a-z]{8}|[a-z]{2,}[^a-z]+[a-z]{2}/

/** A folded title without the translation behind it: `okami hd / 大神` is `okami hd`. Short words, as in `vr 東方`, are no title. */
export function withoutTranslation(folded: string): string {
  if (PLAIN.test(folded)) return folded
  const latin = TRANSLATED.exec(folded)?.[1]
  return latin && LONG_ENOUGH.test(latin) ? latin : folded
}
