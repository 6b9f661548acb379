/** A company that was renamed: what it is called now, and the slugs of what it was called before. */
type Renamed = { slug: string; name: string; formerly: readonly string[] }

/**
 * Companies that took another name while remaining the same company. Who was bought, merged or founded anew is another
 * company and is not here; nor is a name that two companies have borne (`Atari`, `SNK`).
 */
const RENAMED: readonly Renamed[] = [
  {
    slug: 'bandai-namco-entertainment',
    name: 'Bandai Namco Entertainment',
    formerly: ['namco-bandai-games', 'bandai-namco-games'],
  },
  { slug: 'ci-games', name: 'CI Games', formerly: ['city-interactive'] },
  { slug: 'daybreak-game-company', name: 'Daybreak Game Company', formerly: ['sony-online-entertainment'] },
  { slug: 'disney-interactive-studios', name: 'Disney Interactive Studios', formerly: ['buena-vista-games'] },
  { slug: 'focus-entertainment', name: 'Focus Entertainment', formerly: ['focus-home-interactive'] },
  { slug: 'fulqrum-publishing', name: 'Fulqrum Publishing', formerly: ['1c-entertainment'] },
  { slug: 'koei-tecmo', name: 'Koei Tecmo', formerly: ['tecmo-koei'] },
  { slug: 'koei-tecmo-games', name: 'Koei Tecmo Games', formerly: ['tecmo-koei-games'] },
  { slug: 'rockstar-north', name: 'Rockstar North', formerly: ['dma-design'] },
  { slug: 'rockstar-san-diego', name: 'Rockstar San Diego', formerly: ['angel-studios'] },
  { slug: 'sega', name: 'Sega', formerly: ['sega-enterprises'] },
  { slug: 'sierra-entertainment', name: 'Sierra Entertainment', formerly: ['sierra-on-line'] },
  {
    slug: 'sony-interactive-entertainment',
    name: 'Sony Interactive Entertainment',
    formerly: ['sony-computer-entertainment'],
  },
  { slug: 'thq-nordic', name: 'THQ Nordic', formerly: ['nordic-games'] },
  { slug: 'ubisoft', name: 'Ubisoft', formerly: ['ubi-soft', 'ubi-soft-entertainment', 'ubisoft-entertainment'] },
  { slug: 'vivendi-games', name: 'Vivendi Games', formerly: ['vivendi-universal-games'] },
  {
    slug: 'warner-bros-games',
    name: 'Warner Bros. Games',
    formerly: ['warner-bros-interactive-entertainment', 'wb-games'],
  },
  { slug: 'xbox-game-studios', name: 'Xbox Game Studios', formerly: ['microsoft-game-studios', 'microsoft-studios'] },
]

const SLUGS = new Map(RENAMED.flatMap(({ slug, formerly }) => formerly.map((former) => [former, slug] as const)))
const NAMES = new Map(RENAMED.map(({ slug, name }) => [slug, name]))

/** The slug of a company today, of one it had before; any other as it is. */
export const currentSlug = (slug: string): string => SLUGS.get(slug) ?? slug

/** What a company that was renamed is called today, by its slug of today; `undefined` for all others. */
export const currentName = (slug: string): string | undefined => NAMES.get(slug)
