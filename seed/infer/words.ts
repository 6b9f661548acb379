import { isMissing } from '#catalogue/clean/missing'
import type { Vocabulary } from '#catalogue/vocabulary/vocabulary'
import { textsOf } from '#seed/declared/cell'
import { hasWord, type SampleColumn, shareOf } from './columns'

/** How a column writes its lists: printed, cut at a sign, or one word a cell. */
export type Writing = { words?: true; split?: string }

const SIGNS = [';', '|', ',', '/']
const WRITINGS: Writing[] = [{}, { words: true }, ...SIGNS.map((split) => ({ split }))]
/** So much of a column must be known to the vocabulary: less where its name says what it holds. */
const KNOWN = { named: 0.4, nameless: 0.8 }

/** A sign that cuts lists of names stands in so many of them. */
const OFTEN = 0.02

type Find = (word: string) => unknown
type Found = { column: SampleColumn; writing: Writing; known: number }

/** The words of a column, written like this. */
export function wordsIn({ items, texts }: SampleColumn, writing: Writing): string[] {
  if (items.length > 0) return items
  const words = texts.flatMap((text) => textsOf(text, writing) ?? [])
  return words.map((word) => word.trim()).filter((word) => !isMissing(word))
}

/** The column whose words the vocabulary knows best, of those whose name speaks for it before all others. */
export function findWords(columns: readonly SampleColumn[], name: RegExp, find: Find): Found | undefined {
  const found = columns.map((column) => bestWriting(column, find)).toSorted((a, b) => b.known - a.known)
  const named = found.filter(({ column, known }) => hasWord(column, name) && known >= KNOWN.named)
  return named[0] ?? found.find(({ column, known }) => known >= KNOWN.nameless && isVaried(column))
}

const isVaried = ({ texts, items }: SampleColumn): boolean => new Set(items.length > 0 ? items : texts).size > 1

function bestWriting(column: SampleColumn, find: Find): Found {
  const ranked = WRITINGS.filter((writing) => occurs(column, writing)).map((writing) => {
    const words = wordsIn(column, writing)
    const known = words.length === 0 ? 0 : words.filter((word) => find(word)).length / words.length
    return { column, writing, known }
  })
  return ranked.reduce((best, other) => (other.known > best.known ? other : best), { column, writing: {}, known: 0 })
}

/** How names of companies and the like are written: a comma alone is left to the reader, who knows `Co., Ltd.` */
export function writingOfNames(column: SampleColumn): Writing {
  if (column.items.length > 0) return {}
  if (occurs(column, { words: true })) return { words: true }
  const split = [';', '|'].find((sign) => shareOf(column, (text) => text.includes(sign)) >= OFTEN)
  return split === undefined ? {} : { split }
}

function occurs({ texts, items }: SampleColumn, { words, split }: Writing): boolean {
  if (items.length > 0) return words === undefined && split === undefined
  const sample = texts.slice(0, 500)
  if (words) return sample.length > 0 && sample.every((text) => text.startsWith('[') && text.endsWith(']'))
  return split === undefined || sample.some((text) => text.includes(split))
}

const FLAG = /^(?:0|1|true|false|yes|no|y|n)$/i
const SHORT: Record<string, string> = { win: 'Windows', lin: 'Linux', osx: 'Mac' }

/** Columns of yes and no that are named after platforms, each with its word: at least two. */
export function findFlags(
  columns: readonly SampleColumn[],
  { platform }: Vocabulary,
): Record<string, string> | undefined {
  const flags = columns.flatMap((column) => {
    if (column.texts.length === 0 || !column.texts.every((text) => FLAG.test(text))) return []
    const word = column.words.map((part) => SHORT[part] ?? part).find((part) => platform(part))
    return word === undefined ? [] : [[column.name, platform(word)?.name ?? word] as const]
  })
  return flags.length > 1 ? Object.fromEntries(flags) : undefined
}
