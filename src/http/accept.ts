/**
 * Returns the offered media type that an Accept header prefers, `undefined` if it accepts none of them. Of equal ones the first that
 * is offered wins. (Default of a missing header: the first)
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1
 */
export function preferredType<Type extends string>(accept: string | null, offered: readonly Type[]): Type | undefined {
  if (accept === null || accept.trim() === '') return offered[0]
  const ranges = accept.split(',').map(parseRange)
  let best: Type | undefined
  let highest = 0
  for (const type of offered) {
    const quality = qualityOf(type, ranges)
    if (quality <= highest) continue
    best = type
    highest = quality
  }
  return best
}

type MediaRange = { range: string; quality: number }

function parseRange(text: string): MediaRange {
  const [range = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase())
  const weight = parameters.find((parameter) => parameter.startsWith('q='))
  const quality = weight === undefined ? 1 : Number(weight.slice(2))
  return { range, quality: quality >= 0 && quality <= 1 ? quality : 0 }
}

/** Returns the weight of a type: that of the most specific range that has it; 0 if none has. */
function qualityOf(type: string, ranges: readonly MediaRange[]): number {
  for (const wanted of [type, `${type.split('/')[0]}/*`, '*/*']) {
    const found = ranges.find(({ range }) => range === wanted)
    if (found) return found.quality
  }
  return 0
}
