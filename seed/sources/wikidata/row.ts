import * as v from 'valibot'

const WikidataStatement = v.object({
  field: v.string(),
  value: v.string(),
  language: v.optional(v.string()),
  entity: v.optional(v.string()),
  precision: v.optional(v.number()),
})

/** One thing that Wikidata says of an item: `value` under our word for its property, `entity` the item that value names. */
export type WikidataStatement = v.InferOutput<typeof WikidataStatement>

/**
 * One item of Wikidata with the statements our query asks for, put together from the rows of the answer and in a fixed order.
 *
 * Origin: https://query.wikidata.org, edited by everybody, CC0. Its oddities:
 * - everything may be absent, and everything may come several times;
 * - the name of an item may stand once for all languages (`mul`) in place of English and French;
 * - a date says how exact it is: 11 the day, 10 the month, 9 the year; what is vaguer names no year;
 * - a value may be known to exist and not be known: such rows are left out;
 * - P5794 is the slug of IGDB, its numeric id a qualifier (P9043); P9968 is the slug of RAWG, P2725 a path (`game/…`) of GOG;
 * - P5885, P5944 and P8084 (shops of consoles) have one id for each platform and package.
 */
export const WikidataRow = v.object({
  id: v.pipe(v.string(), v.regex(/^Q[1-9]\d*$/)),
  statements: v.array(WikidataStatement),
})
export type WikidataRow = v.InferOutput<typeof WikidataRow>
