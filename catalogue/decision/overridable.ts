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
    'is to be an address such as https://example.org',
  ),
)

const genre = v.pipe(
  nameValue,
  v.check((slug) => standardVocabulary.genre(slug)?.slug === slug, 'is to be a slug that /v1/genres knows'),
)

const company = v.strictObject(
  { name: nameValue, role: v.picklist(['developer', 'publisher'], 'is to have the role developer or publisher') },
  'is to be { name, role }',
)

const rating = v.pipe(
  v.strictObject({ board: nameValue, rating: nameValue }, 'is to be { board, rating }'),
  v.check((stated) => ratingOf(stated) !== undefined, 'is to be a rating that was given'),
  v.transform((stated) => ratingOf(stated) ?? stated),
)

/**
 * The members of a game that a person may fix, with what each may be; `null` says that nobody knows. The releases on a
 * platform are a field each, `releases.<platform>`.
 */
const OVERRIDABLE = {
  title: nameValue,
  kind: v.picklist(KINDS, `is to be one of ${KINDS.join(', ')}`),
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

/** The fields a person may fix, but for the releases on each platform. */
export const OVERRIDABLE_FIELDS = Object.keys(OVERRIDABLE)

/** Whether a person may fix this field; the releases on a platform are asked for with `platformOf`. */
export const isOverridable = (field: string): field is OverridableField => Object.hasOwn(OVERRIDABLE, field)

/** A field with the value a person gives it, as it is kept, or what is wrong with either in words. */
export type ParsedOverride = { ok: true; field: string; value: unknown } | { ok: false; says: string }

/** Takes what a person wants a field to be. */
export function parseOverride(field: string, value: unknown): ParsedOverride {
  const schema = schemaOf(field)
  if (!schema) return { ok: false, says: unknownField(field) }
  const parsed = v.safeParse(schema, value)
  if (parsed.success) return { ok: true, field, value: parsed.output }
  const [issue] = parsed.issues
  // The names of members are input; which item of a list is meant is not.
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
    `There is no such field to fix; ${meant ? `did you mean ${meant}?` : `there are ${OVERRIDABLE_FIELDS.join(', ')}, releases.<platform>.`}`
  )
}
