import { place } from '../../state/address'
import { addressOf, type ParameterValues, readParameters, text, whole } from '../../state/parameters'

/** Parameters of the page in the address: the reason whose records are shown, the record that is open, and the word to be mapped. */
const QUALITY = { source: text, reason: text, record: whole(1, 999_999_999), word: text } as const
export type QualityValues = ParameterValues<typeof QUALITY>

/** Returns what the address asks for. */
export const qualityValues = (): QualityValues => readParameters(QUALITY, place.value.searchParams)

/** Returns the address of the page with some values changed. */
export const qualityAddress = (changes: Partial<QualityValues>): string =>
  addressOf('/explorer/quality', QUALITY, { ...qualityValues(), ...changes })
