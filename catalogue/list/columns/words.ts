import { isMissing } from '#catalogue/clean/missing'
import type { Vocabulary } from '#catalogue/vocabulary/vocabulary'
import { textsOf } from '../cells/cell'
import { isFlag } from '../cells/read-list'
import { hasWord, type SampleColumn, shareOf } from './columns'

/** Form of the lists in a column: printed (`words`), separated by `split`, or one word per cell. */
export type ListForm = { words?: true; split?: string }

const SEPARATORS = [';', '|', ',', '/', '\n', '&', '+']
const LIST_FORMS: ListForm[] = [{}, { words: true }, ...SEPARATORS.map((split) => ({ split }))]
/** Share of a column's words that must be in the vocabulary; less is needed if the name of the column fits. */
const KNOWN = { named: 0.4, unnamed: 0.8 }

/** Share of the texts in which a character must occur to count as a separator of names. */
const SEPARATOR_SHARE = 0.02

type Find = (word: string) => unknown
type Found = { column: SampleColumn; form: ListForm; known: number }

/** Returns the words of a column whose lists have this form. */
export function wordsIn({ items, texts }: SampleColumn, form: ListForm): string[] {
  if (items.length > 0) return items
  const words = texts.flatMap((text) => textsOf(text, form) ?? [])
  return words.map((word) => word.trim()).filter((word) => !isMissing(word))
}

/** Returns the column with the largest share of words in the vocabulary; columns with a fitting name come first. */
export function findWords(columns: readonly SampleColumn[], name: RegExp, find: Find): Found | undefined {
  const found = columns.map((column) => bestForm(column, find)).toSorted((a, b) => b.known - a.known)
  const named = found.filter(({ column, known }) => hasWord(column, name) && known >= KNOWN.named)
  return named[0] ?? found.find(({ column, known }) => known >= KNOWN.unnamed && isVaried(column))
}

const isVaried = ({ texts, items }: SampleColumn): boolean => new Set(items.length > 0 ? items : texts).size > 1

function bestForm(column: SampleColumn, find: Find): Found {
  const ranked = LIST_FORMS.filter((form) => occurs(column, form)).map((form) => {
    const words = wordsIn(column, form)
    const known = words.length === 0 ? 0 : words.filter((word) => find(word)).length / words.length
    return { column, form, known }
  })
  return ranked.reduce((best, other) => (other.known > best.known ? other : best), { column, form: {}, known: 0 })
}

/** Returns the form of a list of names. A comma is no separator here: the map splits companies, and it knows `Co., Ltd.` */
export function listFormOfNames(column: SampleColumn): ListForm {
  if (column.items.length > 0) return {}
  if (occurs(column, { words: true })) return { words: true }
  const split = [';', '|'].find((separator) => shareOf(column, (text) => text.includes(separator)) >= SEPARATOR_SHARE)
  return split === undefined ? {} : { split }
}

function occurs({ texts, items }: SampleColumn, { words, split }: ListForm): boolean {
  if (items.length > 0) return words === undefined && split === undefined
  const sample = texts.slice(0, 500)
  if (words) return sample.length > 0 && sample.every((text) => /^[[{].*[\]}]$/s.test(text))
  return split === undefined || sample.some((text) => text.includes(split))
}

const SHORT = new Map<string, string>(Object.entries({ win: 'Windows', lin: 'Linux', osx: 'Mac' }))

/** Returns the flag columns named after platforms, each with the platform; `undefined` if there are fewer than two. */
export function findFlags(
  columns: readonly SampleColumn[],
  { platform }: Vocabulary,
): Record<string, string> | undefined {
  const flags = columns.flatMap((column) => {
    if (column.texts.length === 0 || !column.texts.every(isFlag)) return []
    const word = column.words.map((part) => SHORT.get(part) ?? part).find((part) => platform(part))
    return word === undefined ? [] : [[column.name, platform(word)?.name ?? word] as const]
  })
  return flags.length > 1 ? Object.fromEntries(flags) : undefined
}
