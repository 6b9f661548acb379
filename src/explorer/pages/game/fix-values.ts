import type { GameData } from './game-data'

/** Form in which a field is edited. */
export type FieldForm = 'text' | 'long' | 'number' | 'date' | 'lines' | 'genres' | 'companies'

/** Fields that a person can fix on this page, each with its form. */
export const FIELD_FORMS: Readonly<Record<string, FieldForm>> = {
  title: 'text',
  summary: 'long',
  released: 'date',
  genres: 'genres',
  companies: 'companies',
  'score.critics': 'number',
  'score.users': 'number',
  salesCopies: 'number',
  popularity: 'number',
  series: 'lines',
  alternativeNames: 'lines',
  website: 'text',
  cover: 'text',
}

/** Returns the value of a field as the game shows it. */
export function valueOfField(game: GameData, field: string): unknown {
  if (field === 'cover') return game.cover?.url ?? null
  if (field === 'series') return game.series.map(({ name }) => name)
  if (field === 'companies') return game.companies.map(({ name, role }) => ({ name, role }))
  const [first = '', second] = field.split('.')
  const value = (game as Readonly<Record<string, unknown>>)[first] // safe: a field that the game lacks is undefined
  return second === undefined ? value : ((value as Record<string, unknown> | null)?.[second] ?? null) // safe: the scores are an object or null
}

/** Returns the text in which a value is edited. */
export function editedText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(editedText).join('\n')
  if (typeof value !== 'object') return String(value)
  const { date, precision, value: figure, name, role } = value as Record<string, unknown> // safe: any object has members
  if (date !== undefined) return String(date).slice(0, { year: 4, month: 7 }[String(precision)] ?? 10)
  if (name !== undefined) return [name, role].filter(Boolean).join(': ')
  return figure === undefined ? JSON.stringify(value) : String(figure)
}

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

const COMPANY = /^(.*?)\s*:\s*(developer|publisher)$/

/** Reads the text of a person as the value of a field. `undefined`: it is none. An empty text means that the value is unknown. */
export function readValue(form: FieldForm, text: string): unknown {
  const given = text.trim()
  if (form === 'lines' || form === 'genres') return linesOf(text)
  if (form === 'companies')
    return linesOf(text).map((line) => {
      const [, name = line, role = null] = COMPANY.exec(line) ?? []
      return { name, role }
    })
  if (given === '') return null
  if (form === 'number') return /^\d+(?:[.,]\d+)?$/.test(given) ? Number(given.replace(',', '.')) : undefined
  return form === 'date' ? readDate(given) : given
}

function readDate(given: string): unknown {
  const [, year, month, day] = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(given) ?? []
  if (!year) return undefined
  return { date: `${year}-${month ?? '01'}-${day ?? '01'}`, precision: day ? 'day' : month ? 'month' : 'year' }
}
