import { foldHan } from './han'

/** Scripts that are written without spaces between words. Korean has spaces, but joins words to longer ones. */
const SCRIPTS = 'Han Hira Kana Bopo Hang Yiii Thai Laoo Khmr Mymr Tibt Tale Talu Lana Tavt Java Bali'
const CLASS = `[${SCRIPTS.split(' ')
  .map((script) => `\\p{scx=${script}}`)
  .join('')}]`
const ANY = new RegExp(CLASS, 'u')
const LETTER = new RegExp(`^(?=[\\p{L}\\p{N}])${CLASS}`, 'u')

/** Marks that do not show: joiners, variants of a glyph, and the spaces without width that some put between words. */
const IGNORABLE = /\p{Default_Ignorable_Code_Point}/gu
/** A dash between two katakana stands for the mark of a long vowel. */
const DASH =
  /(?<=[\u30a1-\u30fa\uff66-\uff9f])[-\u2010-\u2015\u2212\uff0d\u301c\uff5e](?=[\u30a1-\u30fa\uff66-\uff9d])/g
const LONG = 'ー'
/** Kana before a mark of a long vowel that is left out at the end of a word: `コンピューター` is written `コンピュータ`, too. */
const MIN_BEFORE_LONG = 3
const KANA = /^[\u3041-\u3096ー]/
const SMALL_KANA: Record<string, string> = { ゕ: 'か', ゖ: 'け' }

const SEGMENTER = new Intl.Segmenter('und', { granularity: 'grapheme' })

/** A character as it stands in a text (`raw`, with marks that do not show) and as it is compared. */
export type RunCharacter = { raw: string; character: string }

/** Characters of scripts without spaces that follow each other, nothing between them. */
export type CharacterRun = RunCharacter[]

/**
 * Splits a text into its runs and what stands between them.
 *
 * In a run half-width and full-width forms are one, as are hiragana and katakana, and traditional, simplified and Japanese
 * forms of a Han character. A mark of iteration is the character that it repeats.
 */
export function readRuns(text: string): (CharacterRun | string)[] {
  if (!ANY.test(text)) return [text]
  const parts: (CharacterRun | string)[] = []
  for (const { segment, index } of SEGMENTER.segment(text.replace(DASH, LONG))) {
    const character = segment.normalize('NFKC').replace(IGNORABLE, '')
    append(parts, text.slice(index, index + segment.length), character)
  }
  return parts.map((part) => (typeof part === 'string' ? part : withoutLongEnds(part)))
}

function append(parts: (CharacterRun | string)[], raw: string, character: string): void {
  const last = parts.at(-1)
  const run = typeof last === 'object' ? last : undefined
  const before = run?.at(-1)
  if (LETTER.test(character)) {
    const folded = { raw, character: foldCharacter(character, before?.character) }
    if (run) run.push(folded)
    else parts.push([folded])
  } else if (character === '' && before) before.raw += raw
  else if (typeof last === 'string') parts[parts.length - 1] = last + raw
  else parts.push(raw)
}

/** Folds a character; `before` is the one before it in its run, folded. */
function foldCharacter(character: string, before = character): string {
  if ('々〻ゝヽ'.includes(character)) return before
  if ('ゞヾ'.includes(character)) return `${before}\u3099`.normalize('NFC')
  if (!/^[\u30a1-\u30f6]/.test(character)) return SMALL_KANA[character] ?? foldHan(character)
  const hiragana = String.fromCharCode(character.charCodeAt(0) - 0x60) + character.slice(1)
  return SMALL_KANA[hiragana] ?? hiragana
}

/** Leaves out marks of a long vowel at the end of words in kana; each belongs to the character before it. */
function withoutLongEnds(run: CharacterRun): CharacterRun {
  const kept: CharacterRun = []
  for (const [at, one] of run.entries()) {
    const before = kept.at(-1)
    const isEnd = one.character === LONG && !KANA.test(run[at + 1]?.character ?? '')
    if (
      before &&
      isEnd &&
      kept.slice(-MIN_BEFORE_LONG).filter(({ character }) => KANA.test(character)).length === MIN_BEFORE_LONG
    )
      before.raw += one.raw
    else kept.push(one)
  }
  return kept
}
