import { type Answered, askService, atOnce } from './client'

/** Paths that read the catalogue, for mixed load. */
export const READS = [
  '/v1/games?limit=5',
  '/v1/games?platform=ps2&sort=-score&limit=20',
  '/v1/search?q=mario&limit=5',
  '/v1/search?q=zelda%20wii&facets=platform',
  '/v1/companies?limit=20',
  '/v1/platforms',
  '/v1/sources',
  '/v1/games?genre=role-playing&limit=50',
]

/** Returns the path of the `at`-th read of a mixed load. */
export const readAt = (at: number): string => READS[at % READS.length] ?? '/v1/games'

/** Sends so many mixed reads at once. */
export const readMany = (service: { origin: string }, times = 20): Promise<Answered[]> =>
  atOnce(times, (at) => askService(service, readAt(at)))

const WORDS = ['mario', 'zelda', 'halo', 'need for speed', 'final fantasy']

/** Sends so many searches at once. */
export const searchMany = (service: { origin: string }, times = 20): Promise<Answered[]> =>
  atOnce(times, (at) => askService(service, `/v1/search?q=${encodeURIComponent(WORDS[at % WORDS.length] ?? '')}`))

/** Returns the slugs of the first games of the catalogue. */
export async function listSlugs(service: { origin: string }, limit = 100): Promise<string[]> {
  const { text } = await askService(service, `/v1/games?limit=${limit}`)
  const { items } = JSON.parse(text) as { items: { slug: string }[] } // safe: a page of games
  return items.map(({ slug }) => slug)
}
