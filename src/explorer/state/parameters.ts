/** Reads and writes one value of an address. A text that is not such a value counts as missing; `missing` is not written. */
export type Parameter<T> = { read: (text: string) => T | undefined; write(value: T): string; missing: T }

/** Parameters of a page by their names in the address. */
export type Parameters = Readonly<Record<string, Parameter<unknown>>>

/** Values of the parameters of a page. */
export type ParameterValues<P> = { [Name in keyof P]: P[Name] extends Parameter<infer T> ? T : never }

/** Text without spaces around it, at most 200 characters. (Default: empty) */
export const text: Parameter<string> = {
  read: (given) => given.trim().slice(0, 200),
  write: (value) => value,
  missing: '',
}

/** Whole number from `low` to `high`. (Default: none) */
export const whole = (low: number, high: number): Parameter<number | undefined> => ({
  read: (given) => {
    const number = /^\d{1,9}$/.test(given) ? Number(given) : Number.NaN
    return number >= low && number <= high ? number : undefined
  },
  write: String,
  missing: undefined,
})

/** One word of a closed list. (Default: the first) */
export const choice = <const Word extends string>(first: Word, ...more: readonly Word[]): Parameter<Word> => ({
  read: (given) => [first, ...more].find((word) => word === given),
  write: (value) => value,
  missing: first,
})

const SLUG = /^[^,\s\p{Cc}\ufffd][^,\p{Cc}\ufffd]{0,99}$/u

/** Slugs separated by commas, each once, at most 50. (Default: none) */
export const slugs: Parameter<readonly string[]> = {
  read: (given) => [...new Set(given.split(',').filter((word) => SLUG.test(word)))].slice(0, 50),
  write: (value) => value.join(','),
  missing: [],
}

/** Words of a closed list separated by commas, each once. (Default: none) */
export const wordList = (words: readonly string[]): Parameter<readonly string[]> => ({
  ...slugs,
  read: (given) => slugs.read(given)?.filter((word) => words.includes(word)),
})

/** True or absent. */
export const flag: Parameter<boolean> = {
  read: (given) => given === '1',
  write: () => '1',
  missing: false,
}

/** Reads the parameters of an address. A bad value costs itself only. */
export function readParameters<P extends Parameters>(shape: P, query: URLSearchParams): ParameterValues<P> {
  const values = Object.entries(shape).map(([name, { read, missing }]) => {
    const given = query.get(name)
    return [name, (given === null ? undefined : read(given)) ?? missing]
  })
  return Object.fromEntries(values) as ParameterValues<P> // safe: each value is of its own parameter
}

/** Returns the address with these values, without defaults and unknown parameters, commas readable. */
export function addressOf<P extends Parameters>(path: string, shape: P, values: Partial<ParameterValues<P>>): string {
  const query = new URLSearchParams()
  for (const [name, parameter] of Object.entries(shape)) {
    const value = values[name]
    const written = value === undefined || value === parameter.missing ? '' : parameter.write(value)
    if (written) query.set(name, written)
  }
  return query.size > 0 ? `${path}?${query.toString().replaceAll('%2C', ',')}` : path
}
