import * as v from 'valibot'
import { companyKey } from '#catalogue/merge/company'
import { titleSlug } from '#catalogue/merge/slug'
import { COMPANY_ROLES, KINDS } from '#catalogue/record'
import { ratingOf } from '#catalogue/vocabulary/boards'
import { standardVocabulary } from '#catalogue/vocabulary/lookup'
import { nearest } from '#lib/suggest'
import { countValue, dateValue, distinctValue, nameValue, scoreValue, textValue } from './override-values'
import { rulings } from './relation-override'
import { platformOf, releaseFields, releaseOverrideOf, unknownPlatformAdvice } from './release-override'

const MAX_SUMMARY_CHARACTERS = 20_000
const MAX_URL_CHARACTERS = 2_000

const urlValue = v.pipe(
  textValue(MAX_URL_CHARACTERS),
  v.check((value) => /^https?:\/\//i.test(value) && URL.canParse(value), 'must be a URL such as https://example.org'),
)

const genre = v.pipe(
  nameValue,
  v.check((slug) => standardVocabulary.genre(slug)?.slug === slug, 'must be a slug listed by /v1/genres'),
)

const company = v.strictObject(
  { name: nameValue, role: v.nullable(v.picklist(COMPANY_ROLES, 'must have the role developer, publisher or null')) },
  'must be { name, role }',
)

const rating = v.pipe(
  v.strictObject({ board: nameValue, rating: nameValue }, 'must be { board, rating }'),
  v.check((stated) => ratingOf(stated) !== undefined, 'must be a decided rating, such as M or 18'),
  v.transform((stated) => ratingOf(stated) ?? stated),
)

/**
 * Schemas of the fields that can be overridden. `null`, where allowed, makes the value unknown. Not here: the releases on a
 * platform, the field `releases.<platform>`.
 */
const OVERRIDABLE = {
  title: nameValue,
  kind: v.picklist(KINDS, `must be one of ${KINDS.join(', ')}`),
  summary: v.nullable(textValue(MAX_SUMMARY_CHARACTERS)),
  website: v.nullable(urlValue),
  cover: v.nullable(urlValue),
  released: v.nullable(dateValue),
  genres: distinctValue(genre, (slug) => slug),
  companies: distinctValue(company, ({ name, role }) => companyKey(name) && `${companyKey(name)} ${role}`),
  series: distinctValue(nameValue, titleSlug),
  related: rulings,
  alternativeNames: distinctValue(nameValue, (name) => name),
  ratings: distinctValue(rating, ({ board }) => board),
  'score.critics': v.nullable(scoreValue),
  'score.users': v.nullable(scoreValue),
  salesCopies: v.nullable(countValue),
  popularity: v.nullable(countValue),
} as const

export type OverridableField = keyof typeof OVERRIDABLE

/** Returns the names of all fields that can be overridden, the releases on each platform among them. */
export const overridableFields = (): string[] => [...OVERRIDABLE_FIELDS, ...releaseFields()]

/** Names of the fields that can be overridden, without the releases on each platform. */
export const OVERRIDABLE_FIELDS = Object.keys(OVERRIDABLE)

/** True if this field can be overridden and is not the releases on a platform, which `platformOf` recognises. */
export const isOverridable = (field: string): field is OverridableField => Object.hasOwn(OVERRIDABLE, field)

/** A field and its value as it is stored, or a message that says what is wrong with either. */
export type ParsedOverride = { ok: true; field: string; value: unknown } | { ok: false; message: string }

/**
 * Parses the override of a field. Parsing a parsed value again returns it unchanged.
 *
 * The value of `related` is a list of rulings, as they are stored. `parseRelated` parses the list that a person sends.
 */
export function parseOverride(field: string, value: unknown): ParsedOverride {
  const schema = schemaOf(field)
  if (!schema) return { ok: false, message: unknownField(field) }
  const parsed = v.safeParse(schema, value, { abortEarly: true })
  if (parsed.success) return { ok: true, field, value: parsed.output }
  const [issue] = parsed.issues
  // The message must not repeat input such as member names; list positions are safe.
  const at = (issue.path ?? []).flatMap(({ type, key }) => (type === 'array' ? Number(key) + 1 : []))
  return { ok: false, message: `${at.length > 0 ? `Item ${at[0]} of ${field}` : field} ${issue.message}` }
}

function schemaOf(field: string): v.GenericSchema | undefined {
  const platform = platformOf(field)
  if (platform !== undefined) return releaseOverrideOf(platform)
  return isOverridable(field) ? OVERRIDABLE[field] : undefined
}

/** Returns a sentence that says which fields can be overridden if this one cannot; `undefined` if it can. */
export const adviceOnField = (field: string): string | undefined => (schemaOf(field) ? undefined : unknownField(field))

function unknownField(field: string): string {
  const meant = nearest(field, OVERRIDABLE_FIELDS)
  return (
    unknownPlatformAdvice(field) ??
    `This field cannot be overridden; ${meant ? `did you mean ${meant}? These` : 'these'} can: ${OVERRIDABLE_FIELDS.join(', ')}, releases.<platform>.`
  )
}
