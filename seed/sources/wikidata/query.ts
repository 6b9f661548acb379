import { CLASS_IDS } from './kinds'

/** Other items a game is tied to, by property; each is told by its labels. */
const ITEMS = [
  ['P400', 'platform'],
  ['P136', 'genre'],
  ['P178', 'developer'],
  ['P123', 'publisher'],
  ['P179', 'series'],
]

/** Ids of a game elsewhere, by property. */
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

/** English, French, and names that are the same in every language. */
const LANGUAGES = '"en", "fr", "mul"'

const pairs = (fields: readonly string[][]): string =>
  fields.map(([property, field]) => `(wdt:${property} "${field}")`).join(' ')

/** Numbers of the items to read after one of them, in rising order: `?item` and `?number`. */
export const itemsAfter = (number: number, since: Date | undefined, limit: number): string =>
  `SELECT DISTINCT ?item ?number WHERE { ${games(since)}
  BIND(xsd:integer(STRAFTER(STR(?item), "entity/Q")) AS ?number) FILTER(?number > ${number}) }
ORDER BY ?number LIMIT ${limit}`

/** How many items there are to read: `?count`. */
export const itemCountQuery = (since: Date | undefined): string =>
  `SELECT (COUNT(DISTINCT ?item) AS ?count) WHERE { ${games(since)} }`

function games(since: Date | undefined): string {
  const changed = since
    ? `\n  ?item schema:dateModified ?modified . FILTER(?modified > "${since.toISOString().slice(0, 19)}Z"^^xsd:dateTime)`
    : ''
  return `VALUES ?class { ${CLASS_IDS.map((id) => `wd:${id}`).join(' ')} } ?item wdt:P31 ?class .${changed}`
}

/**
 * Everything that is read of some items, a row for each statement: `?item ?field ?value`, of another item its `?entity`, of a
 * date its `?precision` and the platform it holds for as `?entity`. Properties give their values of the best rank.
 */
export const statementsOf = (
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
