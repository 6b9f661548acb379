import { t } from 'elysia'

/** A whole number in a query: a number for the typed client, digits on the wire. */
export type Digits = number | `${number}`

/** Text pattern and limits of a whole number. The pattern must accept exactly the numbers within the limits. (Default of `example`: `minimum`) */
export type DigitRange = { pattern: string; minimum: number; maximum: number; example?: number }

/**
 * Returns the schema of a whole number in a query. Only digits pass, so `1e3`, `0x10` and ` 5` are refused.
 *
 * The value arrives as text and `parseDigits` reads it: a transform in the schema would run twice, and also on queries
 * without the parameter. `openapi` replaces the string type in the OpenAPI document.
 */
export const Digits = ({ pattern, minimum, maximum, example = minimum }: DigitRange, description: string) =>
  t.Unsafe<Digits>({
    ...t.String({ pattern, description: `${description}: a whole number from ${minimum} to ${maximum}` }),
    openapi: { type: 'integer', minimum, maximum },
    examples: [example],
  })

/** Returns the number of a validated parameter, or `undefined` if it is absent. */
export const parseDigits = (digits: Digits | undefined): number | undefined =>
  digits === undefined ? undefined : Number(digits)
