import type { Expression } from '#seed/declared/expression'
import type { SampleColumn } from './columns'

/** A field of the draft, where one was found. `remark` is what a person should check. */
export type Guess = { field: string; expression: Expression; remark?: string }

/** The column of a field, with what stands in it for no value. */
export const expressionOf = ({ name, missing }: SampleColumn, rest: Omit<Expression, 'column'> = {}): Expression => ({
  column: name,
  ...rest,
  ...(missing.length > 0 && { missing: missing.length === 1 ? missing[0] : missing }),
})
