import * as v from 'valibot'
import { companySlug } from '#catalogue/merge/company'
import { titleSlug } from '#catalogue/merge/slug'
import { KINDS } from '#catalogue/record'
import { ratingOf } from '#catalogue/vocabulary/boards'
import { standardVocabulary } from '#catalogue/vocabulary/lookup'
import { nearest } from '#lib/suggest'
import { countValue, dateValue, distinctValue, figureValue, nameValue, textValue } from './override-values'
import { rulings } from './relation-override'
import { platformOf, releaseOverrideOf, unknownPlatformAdvice } from './release-override'

const LONGEST_TEXT = 20_000
const LONGEST_ADDRESS = 2_000
const BEST_SCORE = 100

const address = v.pipe(
  textValue(LONGEST_ADDRESS),
  v.check(
    (value) => /^https?:\/\//i.test(value) && URL.canParse(value),
    'must be an address such as https://example.org',
  ),
)

const genre = v.pipe(
  nameValue,
  v.check((slug) => standardVocabulary.genre(slug)?.slug === slug, 'must be a slug listed by /v1/genres'),
)

const company = v.strictObject(
  { name: nameValue, role: v.picklist(['developer', 'publisher'], 'must have the role developer or publisher') },
  'must be { name, role }',
)

const rating = v.pipe(
  v.strictObject({ board: nameValue, rating: nameValue }, 'must be { board, rating }'),
  v.check((stated) => ratingOf(stated) !== undefined, 'must be a rating, not a note that one is pending'),
  v.transform((stated) => ratingOf(stated) ?? stated),
)

/**
 * Schemas of the fields that can be overridden; `null` makes a value unknown. The releases on each platform are a field of
 * their own, `releases.<platform>`.
 */
const OVERRIDABLE = {
  title: nameValue,
  kind: v.picklist(KINDS, `must be one of ${KINDS.join(', ')}`),
  summary: v.nullable(textValue(LONGEST_TEXT)),
  website: v.nullable(address),
  cover: v.nullable(address),
  released: v.nullable(dateValue),
  genres: distinctValue(genre, (slug) => slug),
  companies: distinctValue(
    company,
    ({ name: called, role }) => companySlug(called) && `${companySlug(called)} ${role}`,
  ),
  series: distinctValue(nameValue, titleSlug),
  related: rulings,
  alternativeNames: distinctValue(nameValue, (called) => called),
  ratings: distinctValue(rating, ({ board }) => board),
  'score.critics': v.nullable(figureValue(BEST_SCORE)),
  'score.users': v.nullable(figureValue(BEST_SCORE)),
  salesCopies: v.nullable(countValue),
  popularity: v.nullable(countValue),
} as const

export type OverridableField = keyof typeof OVERRIDABLE

/** Names of the fields that can be overridden, without the releases on each platform. */
export const OVERRIDABLE_FIELDS = Object.keys(OVERRIDABLE)

/** True if this field can be overridden and is not the releases on a platform, which `platformOf` recognises. */
export const isOverridable = (field: string): field is OverridableField => Object.hasOwn(OVERRIDABLE, field)

/** A field and its value as it is stored, or a sentence about what is wrong with either. */
export type ParsedOverride = { ok: true; field: string; value: unknown } | { ok: false; says: string }

/**
 * Parses the override of a field. Parsing a parsed value again returns it unchanged.
 *
 * `related` takes rulings, as they are stored; `parseRelated` reads what a person sends.
 */
export function parseOverride(field: string, value: unknown): ParsedOverride {
  const schema = schemaOf(field)
  if (!schema) return { ok: false, says: unknownField(field) }
  const parsed = v.safeParse(schema, value)
  if (parsed.success) return { ok: true, field, value: parsed.output }
  const [issue] = parsed.issues
  // Names of members are input and not repeated; positions in a list are.
  const at = (issue.path ?? []).flatMap(({ type, key }) => (type === 'array' ? Number(key) + 1 : []))
  return { ok: false, says: `${at.length > 0 ? `Item ${at[0]} of ${field}` : field} ${issue.message}` }
}

function schemaOf(field: string): v.GenericSchema | undefined {
  const platform = platformOf(field)
  if (platform !== undefined) return releaseOverrideOf(platform)
  return isOverridable(field) ? OVERRIDABLE[field] : undefined
}

function unknownField(field: string): string {
  const meant = nearest(field, OVERRIDABLE_FIELDS)
  return (
    unknownPlatformAdvice(field) ??
    `This field cannot be overridden; ${meant ? `did you mean ${meant}?` : `these can: ${OVERRIDABLE_FIELDS.join(', ')}, releases.<platform>.`}`
  )
}
