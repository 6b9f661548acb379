import { cleanText } from '#catalogue/clean/text'
import type { WikidataRow, WikidataStatement } from './row'

/** Whose name counts: English, then what is the same in every language, then French. */
const LANGUAGES = ['en', 'mul', 'fr']

const rankOf = ({ language }: WikidataStatement): number => {
  const rank = LANGUAGES.indexOf(language ?? '')
  return rank < 0 ? LANGUAGES.length : rank
}

const byLanguage = (one: WikidataStatement, other: WikidataStatement): number => rankOf(one) - rankOf(other)

/** The values of one field, each once, those in better languages first. */
export const valuesOf = ({ statements }: WikidataRow, field: string): string[] => [
  ...new Set(
    statements
      .filter((statement) => statement.field === field)
      .sort(byLanguage)
      .flatMap(({ value }) => cleanText(value) || []),
  ),
]

/** The other items of one field by their ids, each with its best name. */
export function itemNames({ statements }: WikidataRow, field: string): Map<string, string> {
  const names = new Map<string, string>()
  for (const { entity = '', value } of statements.filter((statement) => statement.field === field).sort(byLanguage))
    if (!names.has(entity)) names.set(entity, cleanText(value))
  return names
}
