import { type FakeApi, type FakeOptions, startFakeApi } from './fake-api'

/** Game as listed by RAWG; the named members are those that the fake reads. */
export type RawgGame = { id: number; name: string; released: string | null; updated: string } & Record<string, unknown>

export type FakeRawgOptions = FakeOptions & {
  /** May be changed while the fake runs. */
  games: readonly RawgGame[]
  key: string
  /** Number of pages of a list that are shown. (Default: 500) */
  wall?: number
  /** Stated number of games of a list. (Default: the real number) */
  counted?: (asked: URLSearchParams) => number
}

/** Starts a fake of RAWG's list of games: key, spans of days, orders, page limit, errors. Every response repeats the key. */
export const startFakeRawg = (options: FakeRawgOptions): FakeApi =>
  startFakeApi(options, {
    answer: ({ url }) => answerTo(url, options),
    refuse: () => Response.json({ error: 'The monthly API limit reached' }, { status: 401 }),
  })

function answerTo(url: URL, options: FakeRawgOptions): Response {
  const key = url.searchParams.get('key')
  if (!key) return Response.json({ error: 'The key parameter is not provided' }, { status: 401 })
  if (key !== options.key) return Response.json({ error: 'The API key is not found' }, { status: 401 })
  return url.pathname === '/games' ? pageOf(url, options) : Response.json({ detail: 'Not found.' }, { status: 404 })
}

function pageOf(url: URL, { games, wall = 500, counted }: FakeRawgOptions): Response {
  const asked = url.searchParams
  const size = Math.min(40, Number(asked.get('page_size') ?? 20))
  const page = Number(asked.get('page') ?? 1)
  const found = inOrder(games.filter(isWithin(asked)), asked.get('ordering') ?? '-added')
  const results = found.slice((page - 1) * size, page * size)
  if (page > wall || (page > 1 && results.length === 0))
    return Response.json({ detail: 'Invalid page.' }, { status: 404 })
  return Response.json({
    count: counted?.(asked) ?? found.length,
    next: found.length > page * size ? pageLink(url, page + 1) : null,
    previous: page > 1 ? pageLink(url, page - 1) : null,
    results: asked.has('search') ? results.map(slim) : results,
    seo_title: 'All Games',
    noindex: false,
    nofollow: false,
    nofollow_collections: ['stores'],
  })
}

function pageLink(url: URL, page: number): string {
  const link = new URL(url)
  link.searchParams.set('page', String(page))
  return link.href
}

const isWithin =
  (asked: URLSearchParams) =>
  ({ updated, released }: RawgGame): boolean =>
    isBetween(updated.slice(0, 10), asked.get('updated')) && isBetween(released, asked.get('dates'))

function isBetween(day: string | null, range: string | null): boolean {
  const [from = '', to = ''] = range?.split(',') ?? []
  return range === null || (day !== null && day >= from && day <= to)
}

/** Sorts games as Postgres does: unknown values last, in descending order first. */
function inOrder(games: RawgGame[], ordering: string): RawgGame[] {
  const field = ordering.replace('-', '')
  const key = (game: RawgGame) => String(game[field] ?? '\uffff')
  const sorted = games.toSorted((a, b) => key(a).localeCompare(key(b), 'en') || a.id - b.id)
  return ordering.startsWith('-') ? sorted.reverse() : sorted
}

/** Returns a game as shown in a search. */
function slim({ id, slug, name, playtime, platforms, stores, released, tba, background_image, rating }: RawgGame) {
  const short = { slug, name, playtime, platforms, stores, released, tba, background_image, rating, rating_top: 5 }
  return { ...short, score: '24.13', id, esrb_rating: { id: 4, name: 'Mature', slug: 'mature', name_en: 'Mature' } }
}
