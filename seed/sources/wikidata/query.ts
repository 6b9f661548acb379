import { CLASS_IDS } from './kinds'

/** Properties whose values are other items (their labels are read): property, our field. */
const ITEMS = [
  ['P400', 'platform'],
  ['P136', 'genre'],
  ['P178', 'developer'],
  ['P123', 'publisher'],
  ['P179', 'series'],
]

/** Properties that are ids at other sources: property, our id space. */
const IDS = [
  ['P1733', 'steam'],
  ['P9968', 'rawg-slug'],
  ['P5794', 'igdb-slug'],
  ['P2725', 'gog-slug'],
  ['P6278', 'epic-slug'],
  ['P7294', 'itch-url'],
  ['P5885', 'microsoft'],
  ['P5944', 'playstation'],
  ['P8084', 'nintendo'],
  ['P3861', 'app-store'],
  ['P3418', 'google-play'],
  ['P5247', 'giantbomb'],
  ['P11688', 'mobygames'],
  ['P6337', 'pcgamingwiki'],
]

/** Languages of labels: English, French, and `mul` for names that are the same in all languages. */
const LANGUAGES = '"en", "fr", "mul"'

const pairs = (fields: readonly string[][]): string =>
  fields.map(([property, field]) => `(wdt:${property} "${field}")`).join(' ')

/** Returns the query for the next items with a number greater than `number`, in ascending order: `?item`, `?number`. */
export const itemsAfterQuery = (number: number, since: Date | undefined, limit: number): string =>
  `SELECT DISTINCT ?item ?number WHERE { ${games(since)}
  BIND(xsd:integer(STRAFTER(STR(?item), "entity/Q")) AS ?number) FILTER(?number > ${number}) }
ORDER BY ?number LIMIT ${limit}`

/** Returns the query for the number of items to read: `?count`. */
export const itemCountQuery = (since: Date | undefined): string =>
  `SELECT (COUNT(DISTINCT ?item) AS ?count) WHERE { ${games(since)} }`

function games(since: Date | undefined): string {
  const changed = since
    ? `\n  ?item schema:dateModified ?modified . FILTER(?modified > "${since.toISOString().slice(0, 19)}Z"^^xsd:dateTime)`
    : ''
  return `VALUES ?class { ${CLASS_IDS.map((id) => `wd:${id}`).join(' ')} } ?item wdt:P31 ?class .${changed}`
}

/**
 * Returns the query for all statements that are read of some items, one row per statement: `?item ?field ?value`. `?entity` is
 * the item that a value names, or the platform of a date; `?precision` is that of a date.
 *
 * Only statements of the best rank are read, except for the numeric IGDB id (`igdb`), which is read from every rank.
 */
export const statementsQuery = (
  numbers: readonly number[],
): string => `SELECT ?item ?field ?value ?entity ?precision WHERE {
  VALUES ?item { ${numbers.map((number) => `wd:Q${number}`).join(' ')} }
  {
    ?item wdt:P31 ?value . BIND("class" AS ?field)
  } UNION {
    VALUES (?property ?field) { (rdfs:label "label") (skos:altLabel "alias") }
    ?item ?property ?value . FILTER(LANG(?value) IN (${LANGUAGES}))
  } UNION {
    VALUES (?property ?field) { ${pairs(ITEMS)} }
    ?item ?property ?entity . ?entity rdfs:label ?value . FILTER(LANG(?value) IN (${LANGUAGES}))
  } UNION {
    ?item wdt:P178|wdt:P123 ?entity . ?entity skos:altLabel ?value . FILTER(LANG(?value) IN (${LANGUAGES})) BIND("companyAlias" AS ?field)
  } UNION {
    ?item wdt:P178|wdt:P123 ?entity . ?entity wdt:P749/rdfs:label ?value . FILTER(LANG(?value) IN (${LANGUAGES})) BIND("companyParent" AS ?field)
  } UNION {
    VALUES (?property ?field) { ${pairs(IDS)} }
    ?item ?property ?value .
  } UNION {
    ?item p:P5794/pq:P9043 ?value . BIND("igdb" AS ?field)
  } UNION {
    ?item p:P577 ?statement . ?statement a wikibase:BestRank ; psv:P577 ?time .
    ?time wikibase:timeValue ?value ; wikibase:timePrecision ?precision . BIND("released" AS ?field)
    OPTIONAL { ?statement pq:P400 ?entity }
  }
}`
