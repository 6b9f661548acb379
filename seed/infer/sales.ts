import type { Expression } from '#catalogue/list/cells/expression'
import { hasWord, type SampleColumn } from '#catalogue/list/columns/columns'
import { type Figures, figuresOf } from './figures'

/** Copies sold. `unit`: what each number is read as, if not as copies. */
export type SalesFinding = { expression: Expression; unit?: 'millions' | 'thousands'; doubt?: string }

const MILLIONS = /^(?:millions?|mio|mln|mill|millionen|millones|milioni|milhoes|m)$/
const THOUSANDS = /^(?:thousands?|tsd|tausend|milliers|miles|migliaia|milhares|k)$/
const SIZE = { millions: 1_000_000, thousands: 1_000 }

/** Returns the column of all copies sold, with a factor if its name or its numbers say that they are millions or thousands. */
export function findSales(columns: readonly SampleColumn[]): SalesFinding | undefined {
  const sold = columns.filter((column) => hasWord(column, /^(?:sales|sold|copies)$/))
  const column =
    sold.find((one) => hasWord(one, /^(?:total|global|world|worldwide)$/)) ?? (sold.length === 1 ? sold[0] : undefined)
  const figures = column && figuresOf(column)
  if (!figures) return undefined
  const unit = unitOf(figures)
  const number = unit ? numberIn(figures, SIZE[unit]) : figures.number
  const doubt = unit === 'millions' ? undefined : figures.doubt
  const expression = { column: figures.column.name, ...(number && { number }) }
  return { expression, ...(unit && { unit }), ...(doubt && { doubt }) }
}

function unitOf({ column, values }: Figures): SalesFinding['unit'] {
  if (hasWord(column, MILLIONS)) return 'millions'
  if (hasWord(column, THOUSANDS)) return 'thousands'
  const isSmall = values.every((value) => value < 1_000)
  return isSmall && values.some((value) => !Number.isInteger(value)) ? 'millions' : undefined
}

/** Returns a factor, with the sign of the decimals where numbers could have thousands. */
function numberIn({ number }: Figures, factor: number): Expression['number'] {
  return typeof number === 'object' && factor < SIZE.millions ? { ...number, factor } : factor
}
