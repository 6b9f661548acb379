import * as v from 'valibot'
import type { OverriddenRelease } from '#catalogue/merge/overridden-releases'
import { standardVocabulary } from '#catalogue/vocabulary/lookup'
import { regionOf } from '#catalogue/vocabulary/regions'
import { countValue, dateValue, listValue, textValue } from './override-values'

const PREFIX = 'releases.'
/** Region and edition are part of a key, which is to fit into an index. */
const LONGEST_WORD = 100

const word = textValue(LONGEST_WORD)
const region = v.pipe(
  word,
  v.transform(regionOf),
  v.maxLength(LONGEST_WORD, `is to have ${LONGEST_WORD} characters at most`),
  v.transform((known) => known || null),
)

/** One release as `Game.releases` shows it, without its platform; a member left out is as the sources state it. */
const releaseOn = (platform: string) =>
  v.pipe(
    v.strictObject(
      {
        platform: v.optional(v.literal(platform, `is to list releases on ${platform} alone`)),
        region: v.optional(v.nullable(region), null),
        edition: v.optional(v.nullable(word), null),
        released: v.optional(v.nullable(dateValue)),
        salesCopies: v.optional(v.nullable(countValue)),
      },
      'is to list { region, edition, released, salesCopies }',
    ),
    v.transform(({ platform: _, ...release }) => release),
  )

type Release = v.InferOutput<ReturnType<typeof releaseOn>>

const isNamedOnce = (releases: Release[]) =>
  new Set(releases.map(({ region, edition }) => JSON.stringify([region, edition]))).size === releases.length

/** What `releases.<platform>` may be: all releases on this platform; an empty list says that it never came out there. */
export const releaseOverrideOf = (platform: string) =>
  v.pipe(listValue(releaseOn(platform)), v.check(isNamedOnce, 'is to name each region and edition once'))

/** The slug of the platform whose releases a field is, or `undefined` for any other field. */
export function platformOf(field: string): string | undefined {
  const slug = field.startsWith(PREFIX) ? field.slice(PREFIX.length) : ''
  return standardVocabulary.platform(slug)?.slug === slug ? slug : undefined
}

/** What is wrong with a field that names releases of no platform, or `undefined` for any other field. */
export const unknownPlatformAdvice = (field: string): string | undefined =>
  `${field}.`.startsWith(PREFIX)
    ? 'Releases are fixed one platform at a time, as releases.nintendo-64: /v1/platforms lists the slugs.'
    : undefined

/** The releases that a field fixes on its platform, or `undefined` where it is another field or fixes nothing we know. */
export function parseReleaseOverride(
  field: string,
  value: unknown,
): { platform: string; releases: OverriddenRelease[] } | undefined {
  const platform = platformOf(field)
  const parsed = platform === undefined ? undefined : v.safeParse(releaseOverrideOf(platform), value)
  if (platform === undefined || !parsed?.success) return undefined
  const releases = parsed.output.map(({ region, edition, ...said }) => ({
    ...said,
    region: region ?? '',
    edition: edition ?? '',
  }))
  return { platform, releases }
}
