/** Where a source shows a game of this id. Only sources whose addresses are made of nothing but the id. */
const PAGES: Record<string, (id: string) => string> = {
  'rawg-slug': (id) => `https://rawg.io/games/${id}`,
  'igdb-slug': (id) => `https://www.igdb.com/games/${id}`,
  steam: (id) => `https://store.steampowered.com/app/${id}`,
  steamspy: (id) => `https://steamspy.com/app/${id}`,
  wikidata: (id) => `https://www.wikidata.org/wiki/${id}`,
}

/** The address of a game at a source, or `null` where the id alone does not give it. */
export const sourcePageUrl = (source: string, id: string): string | null =>
  PAGES[source]?.(encodeURIComponent(id)) ?? null
