import { computed, effect, signal } from '@preact/signals'
import { api } from './api'
import { scopes } from './session'
import { outcomeOf } from './trouble'

type Named = { en: string; fr: string }
type Entry = { slug: string; label: Named; games: number; family?: string | null; familyLabel?: Named | null }
type Labels = ReadonlyMap<string, Entry>

const platforms = signal<Labels>(new Map())
const genres = signal<Labels>(new Map())
const regions = signal<Labels>(new Map())

/** A source with its trust and licence. */
export type SourceEntry = NonNullable<Awaited<ReturnType<typeof api.sources.get>>['data']>['items'][number]

/** Sources that have been loaded, those with the most trust first. */
export const loadedSources = signal<readonly SourceEntry[]>([])

const spaced = (slug: string) => slug.replaceAll('-', ' ')
const labelsOf = (of: Labels) => (slug: string) => of.get(slug)?.label[PAGE_LANGUAGE] ?? spaced(slug)

/** Returns the name of a platform. */
export const platformName = computed(() => labelsOf(platforms.value))
/** Returns the name of a genre. */
export const genreName = computed(() => labelsOf(genres.value))
/** Returns the name of a family of platforms. */
export const familyName = computed(() => {
  const names = new Map([...platforms.value.values()].map(({ family, familyLabel }) => [family, familyLabel]))
  return (family: string) => names.get(family)?.[PAGE_LANGUAGE] ?? family
})
/** Returns the name of a region, or of several joined by `+`. */
export const regionName = computed(() => {
  const labelOf = labelsOf(regions.value)
  return (slugs: string) => slugs.split('+').map(labelOf).join(' + ')
})
/** Slugs of all platforms, also of those without games. */
export const platformSlugs = computed(() => [...platforms.value.keys()])
/** Returns the name of a source. */
export const sourceName = computed(() => {
  const names = new Map(loadedSources.value.map(({ slug, name }) => [slug, name]))
  return (slug: string) => names.get(slug) ?? spaced(slug)
})
/** Slugs and names of the platforms that have games, the most frequent first, each with its family. */
export const platformOptions = computed(() =>
  [...platforms.value.values()]
    .filter(({ games }) => games > 0)
    .sort((one, other) => other.games - one.games)
    .map(({ slug, family = null }) => ({ value: slug, label: platformName.value(slug), family })),
)
/** The same by family. A platform without a family is one of its own. */
export const platformFamilies = computed(() =>
  Map.groupBy(platformOptions.value, ({ family, label }) => family ?? label),
)
/** Slugs and names of the genres, by name. */
export const genreOptions = computed(() =>
  [...genres.value.keys()].map((value) => ({ value, label: genreName.value(value) })),
)

/** Slugs of the genres, the most frequent first. */
export const genreOrder = computed(() =>
  [...genres.value.values()].sort((one, other) => other.games - one.games).map(({ slug }) => slug),
)

const bySlug = (items: readonly Entry[]): Labels => new Map(items.map((item) => [item.slug, item]))

async function loadVocabulary(): Promise<void> {
  const [known, kinds, from, places] = await Promise.all([
    outcomeOf(api.platforms.get({ query: {} })),
    outcomeOf(api.genres.get({ query: {} })),
    outcomeOf(api.sources.get({ query: {} })),
    outcomeOf(api.regions.get({ query: {} })),
  ])
  if (known.data) platforms.value = bySlug(known.data.items)
  if (kinds.data) genres.value = bySlug(kinds.data.items)
  if (places.data) regions.value = bySlug(places.data.items)
  if (from.data) loadedSources.value = from.data.items.toSorted((one, other) => other.trust - one.trust)
}

/** Loads the vocabulary once somebody may read. The first page does not wait for it. */
export function followVocabulary(): void {
  effect(() => {
    if (scopes.value.has('read') && platforms.peek().size === 0) setTimeout(() => void loadVocabulary(), 0)
  })
}
