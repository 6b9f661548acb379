import { cleanText } from '#catalogue/clean/text'
import type { WikidataRow, WikidataStatement } from './row'

/** Order of languages: English, then names for all languages (`mul`), then French. */
const LANGUAGES = ['en', 'mul', 'fr']

const rankOf = ({ language }: WikidataStatement): number => {
  const rank = LANGUAGES.indexOf(language ?? '')
  return rank < 0 ? LANGUAGES.length : rank
}

const byLanguage = (one: WikidataStatement, other: WikidataStatement): number => rankOf(one) - rankOf(other)

/** Returns the values of one field, without repeats, in order of language. */
export const valuesOf = ({ statements }: WikidataRow, field: string): string[] => [
  ...new Set(
    statements
      .filter((statement) => statement.field === field)
      .sort(byLanguage)
      .flatMap(({ value }) => cleanText(value) || []),
  ),
]

/** Returns the items that a field names: id to name in the first language available. */
export function itemNames({ statements }: WikidataRow, field: string): Map<string, string> {
  const names = new Map<string, string>()
  for (const { entity = '', value } of statements.filter((statement) => statement.field === field).sort(byLanguage))
    if (!names.has(entity)) names.set(entity, cleanText(value))
  return names
}
