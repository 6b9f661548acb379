import * as v from 'valibot'

const WikidataStatement = v.object({
  field: v.string(),
  value: v.string(),
  language: v.optional(v.string()),
  entity: v.optional(v.string()),
  precision: v.optional(v.number()),
})

/**
 * One statement about an item: `field` is our word for its property, `entity` the item that the value names (of a date: its
 * platform).
 */
export type WikidataStatement = v.InferOutput<typeof WikidataStatement>

/**
 * One item of Wikidata with the statements of our query, built from the rows of a response and in a fixed order.
 *
 * Origin: https://query.wikidata.org, edited by everybody, CC0. Its oddities:
 * - every statement may be absent, and may appear several times;
 * - an item may have one name for all languages (`mul`) in place of an English and a French one;
 * - a date has a precision: 11 day, 10 month, 9 year; with a lower one the year is not known;
 * - a value may be "unknown" (it exists, but is not known): such rows are left out;
 * - P5794 is the IGDB slug, the numeric IGDB id is its qualifier P9043; P9968 is the RAWG slug; P2725 is a path at GOG (`game/…`);
 * - developers and publishers are items: their aliases (`companyAlias`) and the names of their owners, P749 (`companyParent`), name them as
 *   `entity`;
 * - P5885, P5944 and P8084 (console shops) have one id per platform and package.
 */
export const WikidataRow = v.object({
  id: v.pipe(v.string(), v.regex(/^Q[1-9]\d*$/)),
  statements: v.array(WikidataStatement),
})
export type WikidataRow = v.InferOutput<typeof WikidataRow>
