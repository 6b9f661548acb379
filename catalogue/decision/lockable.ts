import * as v from 'valibot'
import { companySlug } from '#catalogue/merge/company'
import { slugOf } from '#catalogue/merge/slug'
import { KINDS } from '#catalogue/record'
import { ratingOf } from '#catalogue/vocabulary/boards'
import { standardVocabulary } from '#catalogue/vocabulary/lookup'
import { nearest } from '#lib/suggest'
import { count, date, distinct, figure, name, text } from './lock-values'
import { rulings } from './relation-lock'
import { platformOf, releasesOn, wrongPlatform } from './release-lock'

const LONGEST_TEXT = 20_000
const LONGEST_ADDRESS = 2_000
const BEST_SCORE = 100

const address = v.pipe(
  text(LONGEST_ADDRESS),
  v.check(
    (value) => /^https?:\/\//i.test(value) && URL.canParse(value),
    'is to be an address such as https://example.org',
  ),
)

const genre = v.pipe(
  name,
  v.check((slug) => standardVocabulary.genre(slug)?.slug === slug, 'is to be a slug that /v1/genres knows'),
)

const company = v.strictObject(
  { name, role: v.picklist(['developer', 'publisher'], 'is to have the role developer or publisher') },
  'is to be { name, role }',
)

const rating = v.pipe(
  v.strictObject({ board: name, rating: name }, 'is to be { board, rating }'),
  v.check((stated) => ratingOf(stated) !== undefined, 'is to be a rating that was given'),
  v.transform((stated) => ratingOf(stated) ?? stated),
)

/**
 * The members of a game that a person may fix, with what each may be; `null` says that nobody knows. The releases on a
 * platform are a field each, `releases.<platform>`.
 */
const LOCKABLE = {
  title: name,
  kind: v.picklist(KINDS, `is to be one of ${KINDS.join(', ')}`),
  summary: v.nullable(text(LONGEST_TEXT)),
  website: v.nullable(address),
  cover: v.nullable(address),
  released: v.nullable(date),
  genres: distinct(genre, (slug) => slug),
  companies: distinct(company, ({ name: called, role }) => companySlug(called) && `${companySlug(called)} ${role}`),
  series: distinct(name, slugOf),
  related: rulings,
  alternativeNames: distinct(name, (called) => called),
  ratings: distinct(rating, ({ board }) => board),
  'score.critics': v.nullable(figure(BEST_SCORE)),
  'score.users': v.nullable(figure(BEST_SCORE)),
  salesCopies: v.nullable(count),
  popularity: v.nullable(count),
} as const

export type LockableField = keyof typeof LOCKABLE

/** The fields a person may fix, but for the releases on each platform. */
export const LOCKABLE_FIELDS = Object.keys(LOCKABLE)

/** Whether a person may fix this field; the releases on a platform are asked for with `platformOf`. */
export const isLockable = (field: string): field is LockableField => Object.hasOwn(LOCKABLE, field)

/** A field with the value a person gives it, as it is kept, or what is wrong with either in words. */
export type ParsedLock = { ok: true; field: string; value: unknown } | { ok: false; says: string }

/** Takes what a person wants a field to be. */
export function parseLock(field: string, value: unknown): ParsedLock {
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
  if (platform !== undefined) return releasesOn(platform)
  return isLockable(field) ? LOCKABLE[field] : undefined
}

function unknownField(field: string): string {
  const meant = nearest(field, LOCKABLE_FIELDS)
  return (
    wrongPlatform(field) ??
    `There is no such field to fix; ${meant ? `did you mean ${meant}?` : `there are ${LOCKABLE_FIELDS.join(', ')}, releases.<platform>.`}`
  )
}
