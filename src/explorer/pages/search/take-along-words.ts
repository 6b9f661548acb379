const en = {
  curl: 'Copy as curl',
  typescript: 'Copy as TypeScript',
  csv: (count: string) => `Save ${count} rows as CSV`,
  json: 'Save the first rows as JSON',
  whole: (format: string) => `Export every game as ${format.toUpperCase()}`,
}

const fr: typeof en = {
  curl: 'Copier en curl',
  typescript: 'Copier en TypeScript',
  csv: (count) => `Enregistrer ${count} lignes en CSV`,
  json: 'Enregistrer les premières lignes en JSON',
  whole: (format) => `Exporter tous les jeux en ${format.toUpperCase()}`,
}

/** Texts of the ways to take a view along. */
export const takeAlongWords = PAGE_LANGUAGE === 'fr' ? fr : en
