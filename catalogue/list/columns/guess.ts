import type { Expression } from '../cells/expression'
import type { SampleColumn } from './columns'

/** A guessed field of the draft. `remark`: what a person should check. */
export type Guess = { field: string; expression: Expression; remark?: string }

/** Returns the expression of a column, with its texts that mean no value as `missing`. */
export const expressionOf = ({ name, missing }: SampleColumn, rest: Omit<Expression, 'column'> = {}): Expression => ({
  column: name,
  ...rest,
  ...(missing.length > 0 && { missing: missing.length === 1 ? missing[0] : missing }),
})

/** Returns a guess with more texts that mean no value. */
export function withMissing({ expression, ...guess }: Guess, texts: readonly string[]): Guess {
  if (texts.length === 0) return { expression, ...guess }
  const missing = [...new Set([expression.missing ?? [], texts].flat())]
  return { ...guess, expression: { ...expression, missing: missing.length === 1 ? missing[0] : missing } }
}
