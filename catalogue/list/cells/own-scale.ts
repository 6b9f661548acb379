import { withPlainFractions } from '#catalogue/clean/digits'

const NUMBER = String.raw`(\d{1,3}(?:[.,]\d{1,3})?)`
/** `8.5/10`, `4 out of 5`, `17 sur 20`, `8,5 von 10 Punkten`. */
const OUT_OF = new RegExp(`^${NUMBER} ?(?:/|out of|of|von|sur|su|de|di) ?${NUMBER}(?: \\p{L}{3,8}\\.?)?$`, 'iu')
/** Most scores: a number alone. */
const PLAIN = /^[\d.,]*$/
const PERCENT = new RegExp(`^${NUMBER} ?%$`)
/** Filled stars, and empty ones after them. */
const STARS = /^(?:(?:★|⭐)\ufe0f?)+(½)?☆*$/u

/** A score that names its scale itself: its number as text, and the best possible score. */
export type OwnScale = { value: string; best: number }

/** Returns the score and the scale of a text that has both; stars are out of 5. `undefined` for any other text. */
export function ownScaleOf(text: string): OwnScale | undefined {
  const trimmed = text.trim()
  if (PLAIN.test(trimmed)) return undefined
  const percent = PERCENT.exec(trimmed)?.[1]
  if (percent !== undefined) return { value: percent, best: 100 }
  if (STARS.test(trimmed)) return starsOf(trimmed)
  const [, value, best] = OUT_OF.exec(withPlainFractions(trimmed)) ?? []
  if (value === undefined || best === undefined) return undefined
  return { value, best: Number(best.replace(',', '.')) }
}

const MOST_STARS = 5

function starsOf(text: string): OwnScale | undefined {
  const [filled, empty] = [text.match(/[★⭐]/gu)?.length ?? 0, text.match(/☆/gu)?.length ?? 0]
  const stars = filled + (text.includes('½') ? 0.5 : 0)
  const best = Math.max(MOST_STARS, Math.ceil(stars) + empty)
  return { value: String(stars), best }
}
