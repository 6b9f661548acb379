import { dateInWords, figure, shortFigure } from '../../state/language'
import { genreName, platformName, regionName, sourceName } from '../../state/vocabulary'
import { factWords } from './fact-words'

type Stated = Readonly<Record<string, unknown>>

/** Writes a value that a source or a person states. */
export function valueInWords(field: string, value: unknown): string {
  if (value === null || value === undefined) return '–'
  if (Array.isArray(value)) return value.map((one) => valueInWords(field, one)).join(', ')
  if (typeof value === 'number') return figure(value)
  if (typeof value === 'object') return objectInWords(value as Stated) // safe: any object has members
  const text = String(value)
  if (field === 'genres') return genreName.value(text)
  if (field === 'platforms') return platformName.value(text)
  if (field === 'kind') return factWords.kinds[text] ?? text
  return field === 'releases' ? platformName.value(text.replace(/^releases\./, '')) : text
}

/** Forms of values, each with the members that it is known by. */
const FORMS: readonly (readonly [member: string, write: (value: Stated) => string])[] = [
  ['platform', releaseInWords],
  ['edition', releaseInWords],
  ['date', ({ date, precision }) => dateInWords({ date: String(date), precision: String(precision ?? 'day') })],
  ['value', ({ value, votes }) => figure(Number(value)) + (votes ? ` (${shortFigure(Number(votes))})` : '')],
  ['role', ({ name, role }) => (role === null ? String(name) : `${name} (${factWords.roles[String(role)] ?? role})`)],
  ['rating', ({ board, rating }) => `${String(board).toUpperCase()} ${rating}`],
  [
    'relation',
    ({ relation, slug, source, id }) =>
      `${relationInWords(relation)} ${slug ?? `${sourceName.value(String(source))} ${id}`}`,
  ],
  ['id', ({ source, id }) => `${sourceName.value(String(source))} ${id}`],
  ['url', ({ url }) => String(url)],
  ['name', ({ name }) => String(name)],
]

/** Writes the name of a licence. */
export const licenceInWords = (name: string): string => (name === 'unstated' ? factWords.unstated : name)

const relationInWords = (relation: unknown) => factWords.relations[String(relation)] ?? String(relation)

function releaseInWords({ platform, region, edition, released, salesCopies }: Stated): string {
  const parts = [
    platform && platformName.value(String(platform)),
    region && regionName.value(String(region)),
    edition,
    released && valueInWords('released', released),
    salesCopies && `${figure(Number(salesCopies))} ${factWords.sold}`,
  ]
  return parts.filter(Boolean).join(' · ') || factWords.noDate
}

function objectInWords(value: Stated): string {
  const form = FORMS.find(([member]) => member in value)
  return form ? form[1](value) : JSON.stringify(value)
}
