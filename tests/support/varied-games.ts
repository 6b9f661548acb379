import type { Given } from './memory-source'

const MAKERS = ['Acorn', 'Bullfrog', 'Capcom', 'Dinamic', 'Ensemble', 'Falcom', 'Gust', 'Hudson', 'Infocom', 'Jaleco']
const GENRES = ['action', 'puzzle', 'racing', 'sports', 'strategy', 'shooter', 'fighting']

/** Returns games that are different enough not to be matched with each other, numbered from `first`; one in twenty is a soundtrack. */
export const variedGames = (first: number, count: number): Exclude<Given, string>[] =>
  Array.from({ length: count }, (_, offset) => {
    const at = first + offset
    return {
      key: `g${at}`,
      title: `${['Red', 'Blue', 'Old', 'Far', 'Last'][at % 5]} ${['Moon', 'Road', 'City', 'King'][at % 4]} of ${'abcdefghij'[at % 10]}${at}x`,
      kind: at % 20 === 0 ? ('soundtrack' as const) : ('game' as const),
      developers: [MAKERS[at % 10] ?? ''],
      genres: [GENRES[at % 7] ?? '', GENRES[(at * 3 + 1) % 7] ?? ''],
      releases: [{ platform: 'pc' }],
    }
  })
