/** Page of a game at a source by its id there. Only for sources whose URLs need nothing but the id. */
const PAGES: Record<string, (id: string) => string> = {
  'rawg-slug': (id) => `https://rawg.io/games/${id}`,
  'igdb-slug': (id) => `https://www.igdb.com/games/${id}`,
  steam: (id) => `https://store.steampowered.com/app/${id}`,
  steamspy: (id) => `https://steamspy.com/app/${id}`,
  wikidata: (id) => `https://www.wikidata.org/wiki/${id}`,
}

/** Returns the URL of a game at a source, or `null` if the id alone does not give it. */
export const sourcePageUrl = (source: string, id: string): string | null =>
  PAGES[source]?.(encodeURIComponent(id)) ?? null
