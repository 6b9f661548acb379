/** URL of a game's page, by id space, made of an id in that space. Only for spaces whose URLs need nothing but the id. */
const PAGES: Record<string, (id: string) => string> = {
  'rawg-slug': (id) => `https://rawg.io/games/${id}`,
  'igdb-slug': (id) => `https://www.igdb.com/games/${id}`,
  steam: (id) => `https://store.steampowered.com/app/${id}`,
  steamspy: (id) => `https://steamspy.com/app/${id}`,
  wikidata: (id) => `https://www.wikidata.org/wiki/${id}`,
}

/** Returns the URL of the page of this id, or `null` if no URL is known for the id space. */
export const sourcePageUrl = (space: string, id: string): string | null =>
  PAGES[space]?.(encodeURIComponent(id)) ?? null
