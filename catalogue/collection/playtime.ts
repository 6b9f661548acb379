import { parseNumber } from '#catalogue/clean/number'

/** Units in which a list may state times of play, in minutes. */
export const PLAYTIME_UNITS = { minutes: 1, hours: 60, seconds: 1 / 60 } as const
export type PlaytimeUnit = keyof typeof PLAYTIME_UNITS

const CLOCK = /^(\d{1,6}):([0-5]\d)(?::[0-5]\d)?$/
const NAMED = /^(?:(\d{1,6}(?:[.,]\d{1,3})?) ?h(?:ours?|rs?|eures?)?)? ?(?:(\d{1,6}) ?m(?:in(?:utes?)?)?)?$/i

/** Returns the minutes of a time of play, such as `90`, `1:30` or `1h 30m`; `undefined` if the text is none. A plain number is in `unit`. */
export function minutesOf(text: string, unit: PlaytimeUnit): number | undefined {
  const trimmed = text.trim()
  const [, clockHours, clockMinutes] = CLOCK.exec(trimmed) ?? []
  if (clockHours !== undefined) return Number(clockHours) * 60 + Number(clockMinutes)
  const [, hours, minutes] = NAMED.exec(trimmed) ?? []
  if (hours !== undefined || minutes !== undefined)
    return Math.round(Number((hours ?? '0').replace(',', '.')) * 60) + Number(minutes ?? 0)
  const figure = parseNumber(trimmed, 'either')
  return figure.ok && figure.value !== undefined ? Math.round(figure.value * PLAYTIME_UNITS[unit]) : undefined
}
