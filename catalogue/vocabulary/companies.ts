/** A company that was renamed: its current slug and name, and its former slugs. */
type Renamed = { slug: string; name: string; formerly: readonly string[] }

/** A company with several spellings: our slug and name, and the slugs of the other spellings. */
type Written = { slug: string; name: string; also: readonly string[] }

/**
 * Companies that changed their name and stayed the same company. Not here: companies that were bought, merged or refounded, which
 * are other companies, and names that two companies have had (`Atari`, `SNK`).
 */
const RENAMED: readonly Renamed[] = [
  {
    slug: 'bandai-namco-entertainment',
    name: 'Bandai Namco Entertainment',
    formerly: ['namco-bandai-games', 'bandai-namco-games'],
  },
  { slug: '2k', name: '2K', formerly: ['2k-games'] },
  { slug: 'ci-games', name: 'CI Games', formerly: ['city-interactive'] },
  { slug: 'daybreak-game-company', name: 'Daybreak Game Company', formerly: ['sony-online-entertainment'] },
  { slug: 'disney-interactive-studios', name: 'Disney Interactive Studios', formerly: ['buena-vista-games'] },
  { slug: 'dont-nod', name: "Don't Nod", formerly: ['dontnod-entertainment', 'dontnod'] },
  { slug: 'focus-entertainment', name: 'Focus Entertainment', formerly: ['focus-home-interactive'] },
  { slug: 'fulqrum-publishing', name: 'Fulqrum Publishing', formerly: ['1c-entertainment'] },
  { slug: 'interplay-entertainment', name: 'Interplay Entertainment', formerly: ['interplay-productions'] },
  { slug: 'koei-tecmo', name: 'Koei Tecmo', formerly: ['tecmo-koei'] },
  { slug: 'koei-tecmo-games', name: 'Koei Tecmo Games', formerly: ['tecmo-koei-games'] },
  { slug: 'rockstar-north', name: 'Rockstar North', formerly: ['dma-design'] },
  { slug: 'rockstar-san-diego', name: 'Rockstar San Diego', formerly: ['angel-studios'] },
  { slug: 'sega', name: 'Sega', formerly: ['sega-enterprises', 'sega-games'] },
  { slug: 'sierra-entertainment', name: 'Sierra Entertainment', formerly: ['sierra-on-line'] },
  {
    slug: 'sony-interactive-entertainment',
    name: 'Sony Interactive Entertainment',
    formerly: ['sony-computer-entertainment'],
  },
  {
    slug: 'sony-interactive-entertainment-america',
    name: 'Sony Interactive Entertainment America',
    formerly: ['sony-computer-entertainment-america', 'scea'],
  },
  {
    slug: 'sony-interactive-entertainment-europe',
    name: 'Sony Interactive Entertainment Europe',
    formerly: ['sony-computer-entertainment-europe', 'scee'],
  },
  { slug: 'team17', name: 'Team17', formerly: ['team17-software', 'team17-digital', 'team-17-digital'] },
  { slug: 'thq-nordic', name: 'THQ Nordic', formerly: ['nordic-games'] },
  { slug: 'ubisoft', name: 'Ubisoft', formerly: ['ubi-soft', 'ubi-soft-entertainment', 'ubisoft-entertainment'] },
  { slug: 'virgin-interactive-entertainment', name: 'Virgin Interactive Entertainment', formerly: ['virgin-games'] },
  { slug: 'vivendi-games', name: 'Vivendi Games', formerly: ['vivendi-universal-games'] },
  {
    slug: 'warner-bros-games',
    name: 'Warner Bros. Games',
    formerly: ['warner-bros-interactive-entertainment', 'wb-games'],
  },
  { slug: 'xbox-game-studios', name: 'Xbox Game Studios', formerly: ['microsoft-game-studios', 'microsoft-studios'] },
]

/** Companies that sources write with or without a space, by part of the name or by initials that no other company has. */
const WRITTEN: readonly Written[] = [
  { slug: '3do', name: '3DO', also: ['3do-company'] },
  { slug: '1c-company', name: '1C Company', also: ['1c'] },
  { slug: 'aqua-plus', name: 'Aqua Plus', also: ['aquaplus'] },
  { slug: 'aspyr', name: 'Aspyr', also: ['aspyr-media'] },
  { slug: 'bandai-namco-entertainment', name: 'Bandai Namco Entertainment', also: ['bandai-namco', 'namco-bandai'] },
  { slug: 'bigben-interactive', name: 'Bigben Interactive', also: ['big-ben-interactive'] },
  { slug: 'chunsoft', name: 'Chunsoft', also: ['chun-soft'] },
  { slug: 'd3-publisher', name: 'D3 Publisher', also: ['d3publisher'] },
  { slug: 'deck13', name: 'Deck13', also: ['deck-13'] },
  { slug: 'dreamcatcher-interactive', name: 'DreamCatcher Interactive', also: ['dream-catcher-interactive'] },
  { slug: 'electronic-arts', name: 'Electronic Arts', also: ['ea'] },
  { slug: 'fromsoftware', name: 'FromSoftware', also: ['from-software'] },
  { slug: 'frontwing', name: 'Frontwing', also: ['front-wing'] },
  { slug: 'fullbright', name: 'Fullbright', also: ['fullbright-company'] },
  { slug: 'gamemill-entertainment', name: 'GameMill Entertainment', also: ['game-mill-entertainment'] },
  { slug: 'grabthegames', name: 'GrabTheGames', also: ['grab-the-games'] },
  { slug: 'handygames', name: 'HandyGames', also: ['handy-games'] },
  { slug: 'hudson-soft', name: 'Hudson Soft', also: ['hudson', 'hudsonsoft'] },
  { slug: 'imageepoch', name: 'Imageepoch', also: ['image-epoch'] },
  { slug: 'indieszero', name: 'indieszero', also: ['indies-zero'] },
  { slug: 'interplay-entertainment', name: 'Interplay Entertainment', also: ['interplay'] },
  { slug: 'kalypso-media', name: 'Kalypso Media', also: ['kalypso'] },
  { slug: 'mercurysteam', name: 'MercurySteam', also: ['mercury-steam'] },
  { slug: 'metro3d', name: 'Metro3D', also: ['metro-3d'] },
  { slug: 'mumbojumbo', name: 'MumboJumbo', also: ['mumbo-jumbo'] },
  { slug: 'ndcube', name: 'NDcube', also: ['nd-cube'] },
  { slug: 'neocoregames', name: 'NeocoreGames', also: ['neocore-games'] },
  { slug: 'nightdive-studios', name: 'Nightdive Studios', also: ['night-dive-studios'] },
  { slug: 'platinumgames', name: 'PlatinumGames', also: ['platinum-games'] },
  { slug: 'popcap-games', name: 'PopCap Games', also: ['popcap'] },
  { slug: 'qubicgames', name: 'QubicGames', also: ['qubic-games'] },
  { slug: 'square', name: 'Square', also: ['squaresoft', 'square-soft'] },
  { slug: 'systemsoft', name: 'SystemSoft', also: ['system-soft'] },
  { slug: 'team17', name: 'Team17', also: ['team-17'] },
  { slug: 'tectoy', name: 'Tectoy', also: ['tec-toy'] },
  { slug: 'valve', name: 'Valve', also: ['valve-software'] },
  { slug: 'virgin-interactive-entertainment', name: 'Virgin Interactive Entertainment', also: ['virgin-interactive'] },
  { slug: 'warner-bros-games', name: 'Warner Bros. Games', also: ['wbie'] },
  { slug: 'wayforward-technologies', name: 'WayForward Technologies', also: ['way-forward-technologies'] },
]

const KNOWN = [...RENAMED.map(({ formerly, ...company }) => ({ ...company, also: formerly })), ...WRITTEN]
const OTHERS = KNOWN.flatMap(({ slug, also }) => also.map((other) => [other, slug] as const))

/** Letters and digits from which on a name is the same whatever its spaces: shorter ones are often initials (`R-Age`, `Mr. L`). */
const LEAST_LETTERS = 5

/**
 * Returns the identity of a company by its slug: the letters and digits of the slug, so that `bb-studio` and `bbstudio` are one company.
 * A slug with fewer than 5 of them is returned unchanged.
 */
export function lettersOfSlug(slug: string): string {
  const letters = slug.includes('-') ? slug.replaceAll('-', '') : slug
  return letters.length < LEAST_LETTERS ? slug : letters
}

const SLUGS = new Map(
  [...OTHERS, ...KNOWN.map(({ slug }) => [slug, slug] as const)].map(([other, slug]) => [lettersOfSlug(other), slug]),
)
const NAMES = new Map(KNOWN.map(({ slug, name }) => [slug, name]))

/** Slugs that `currentSlug` replaces: former ones and those of other spellings. */
export const OTHER_SLUGS: readonly string[] = OTHERS.map(([other]) => other)

/** Returns the current slug for a former slug or that of another spelling, whatever its hyphens; returns any other slug unchanged. */
export const currentSlug = (slug: string): string => SLUGS.get(lettersOfSlug(slug)) ?? slug

/** Returns the name of a company in `RENAMED` or `WRITTEN` by its current slug; `undefined` for any other. */
export const currentName = (slug: string): string | undefined => NAMES.get(slug)
