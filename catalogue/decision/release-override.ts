import * as v from 'valibot'
import type { OverriddenRelease } from '#catalogue/merge/overridden-releases'
import { standardVocabulary } from '#catalogue/vocabulary/lookup'
import { regionOf } from '#catalogue/vocabulary/regions'
import { countValue, dateValue, listValue, textValue } from './override-values'

const PREFIX = 'releases.'
/** Most characters of a region or edition: both are part of a key that must fit into an index entry. */
const MAX_WORD_CHARACTERS = 100

const word = textValue(MAX_WORD_CHARACTERS)
const region = v.pipe(
  word,
  v.transform(regionOf),
  v.maxLength(MAX_WORD_CHARACTERS, `must have at most ${MAX_WORD_CHARACTERS} characters`),
  v.transform((known) => known || null),
)

/** Schema of one release as `Game.releases` shows it; removes the platform. An absent member keeps the sources' value. */
const releaseOn = (platform: string) =>
  v.pipe(
    v.strictObject(
      {
        platform: v.optional(v.literal(platform, `must list releases on ${platform} only`)),
        region: v.optional(v.nullable(region), null),
        edition: v.optional(v.nullable(word), null),
        released: v.optional(v.nullable(dateValue)),
        salesCopies: v.optional(v.nullable(countValue)),
      },
      'must be { region, edition, released, salesCopies }',
    ),
    v.transform(({ platform: _, ...release }) => release),
  )

type Release = v.InferOutput<ReturnType<typeof releaseOn>>

const areDistinct = (releases: Release[]) =>
  new Set(releases.map(({ region, edition }) => JSON.stringify([region, edition]))).size === releases.length

/** Schema of `releases.<platform>`: all releases on this platform. An empty list states that there are none. */
export const releaseOverrideOf = (platform: string) =>
  v.pipe(listValue(releaseOn(platform)), v.check(areDistinct, 'must list each region and edition once'))

/** Returns the platform slug in a field name `releases.<platform>`, or `undefined` for any other field and unknown platforms. */
export function platformOf(field: string): string | undefined {
  const slug = field.startsWith(PREFIX) ? field.slice(PREFIX.length) : ''
  return standardVocabulary.platform(slug)?.slug === slug ? slug : undefined
}

/** Returns the field names `releases.<platform>` of all platforms. */
export const releaseFields = (): string[] => standardVocabulary.platforms.map(({ slug }) => `${PREFIX}${slug}`)

/** Returns advice for `releases` and for releases of an unknown platform, or `undefined` for any other field. */
export const unknownPlatformAdvice = (field: string): string | undefined =>
  `${field}.`.startsWith(PREFIX)
    ? 'Releases are overridden one platform at a time, for example releases.nintendo-64; /v1/platforms lists the slugs.'
    : undefined

/** Returns the releases that an override states for its platform, or `undefined` for another field or an invalid value. */
export function parseReleaseOverride(
  field: string,
  value: unknown,
): { platform: string; releases: OverriddenRelease[] } | undefined {
  const platform = platformOf(field)
  const parsed = platform === undefined ? undefined : v.safeParse(releaseOverrideOf(platform), value)
  if (platform === undefined || !parsed?.success) return undefined
  const releases = parsed.output.map(({ region, edition, ...values }) => ({
    ...values,
    region: region ?? '',
    edition: edition ?? '',
  }))
  return { platform, releases }
}
