import { parseNumber } from '#catalogue/clean/number'
import type { DeclaredRow } from '#catalogue/list/cells/cell'
import { ownScaleOf } from '#catalogue/list/cells/own-scale'
import { type Readers, type ReadText, TOO_LONG } from './field-readers'
import type { ImportMap } from './import-map'
import type { RowFault } from './import-row'
import { BEST_RATING, type ItemFacts, LONGEST_NOTES, LONGEST_STORE, MOST_MINUTES, roundedRating } from './item'
import { minutesOf, type PlaytimeUnit } from './playtime'
import { statusOf } from './status-words'

/** Reads one fact of a row: nothing if the row does not state it. */
type FactReader = (row: DeclaredRow) => Partial<ItemFacts> | RowFault

/** Returns a reader of the facts of a row; a wrong rating or time of play is a fault of the row. */
export function factsReader(map: ImportMap, { text }: Readers): FactReader {
  const readers = [
    statusReader(text('status')),
    ratingReader(text('rating'), map.rating?.scale ?? BEST_RATING),
    playtimeReader(text('playtime'), map.playtime?.unit ?? 'minutes'),
    textReaderOf(text('notes'), 'notes', LONGEST_NOTES),
    textReaderOf(text('store'), 'store', LONGEST_STORE),
  ]
  return (row) => {
    const facts: Partial<ItemFacts> = {}
    for (const read of readers) {
      const found = read(row)
      if ('code' in found) return found
      Object.assign(facts, found)
    }
    return facts
  }
}

const statusReader =
  (read: ReadText): FactReader =>
  (row) => {
    const status = statusOf(read(row) ?? '')
    return status ? { status } : {}
  }

const ratingReader =
  (read: ReadText, scale: number): FactReader =>
  (row) => {
    const text = read(row)
    const rating = text === undefined ? undefined : ratingOf(text, scale)
    if (rating === null) return INVALID_RATING
    return rating === undefined ? {} : { rating }
  }

const playtimeReader =
  (read: ReadText, unit: PlaytimeUnit): FactReader =>
  (row) => {
    const text = read(row)
    if (text === undefined) return {}
    const playtimeMinutes = minutesOf(text, unit)
    return playtimeMinutes !== undefined && isPlaytime(playtimeMinutes) ? { playtimeMinutes } : INVALID_PLAYTIME
  }

const textReaderOf =
  (read: ReadText, name: 'notes' | 'store', longest: number): FactReader =>
  (row) => {
    const text = read(row)?.toWellFormed().replaceAll('\0', '')
    if (text === undefined) return {}
    return text.length > longest ? TOO_LONG : { [name]: text }
  }

const isPlaytime = (minutes: number): boolean => minutes >= 0 && minutes <= MOST_MINUTES

const INVALID_RATING: RowFault = {
  code: 'invalid_rating',
  detail: `The rating is not between 0 and ${BEST_RATING}, or not between 0 and the \`scale\` of the mapping.`,
}
const INVALID_PLAYTIME: RowFault = {
  code: 'invalid_playtime',
  detail: `The time of play is not a number from 0 to ${MOST_MINUTES} minutes.`,
}

/** Returns a rating as 0 to 10 with one decimal; `null` if it is none. One that names its scale, as `4/5`, is read by it. */
function ratingOf(text: string, scale: number): number | null {
  const own = ownScaleOf(text)
  const figure = parseNumber(own?.value ?? text, 'either')
  if (!figure.ok || figure.value === undefined) return null
  const share = figure.value / (own?.best ?? scale)
  return share >= 0 && share <= 1 ? roundedRating(share * BEST_RATING) : null
}
