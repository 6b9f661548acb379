/** Other names of codings. */
const ALIASES: Readonly<Record<string, string>> = { gzip: 'x-gzip' }

/** True if a response may be sent as gzip: Accept-Encoding allows it, by name or by `*`, and does not prefer `identity`. */
export const acceptsGzip = (acceptEncoding: string | null): boolean => prefersCoding(acceptEncoding, 'gzip')

/**
 * True if Accept-Encoding allows a coding such as `br`, by name or by `*`, and does not prefer `identity`.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3
 */
export function prefersCoding(acceptEncoding: string | null, coding: string): boolean {
  if (!acceptEncoding) return false
  const weights = new Map(acceptEncoding.split(',').map(weightOf))
  const weight = weights.get(coding) ?? weights.get(ALIASES[coding] ?? '') ?? weights.get('*') ?? 0
  return weight > 0 && weight >= (weights.get('identity') ?? 0)
}

const WEIGHT = /^q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/i

/** Reads an item such as `gzip;q=0.5`. A malformed weight counts as 0. (Default: 1) */
function weightOf(item: string): [coding: string, weight: number] {
  const [coding = '', weight] = item.split(';').map((part) => part.trim())
  return [coding.toLowerCase(), weight === undefined ? 1 : Number(WEIGHT.exec(weight)?.[1] ?? 0)]
}
