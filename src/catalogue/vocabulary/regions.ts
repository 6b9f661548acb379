import { wordKey } from './lookup'

/** Our regions with the words sources use for them. The whole world is no region: what holds everywhere names none. */
const REGIONS: Readonly<Record<string, readonly string[]>> = {
  '': ['Worldwide', 'World', 'WW', 'Global'],
  asia: [],
  au: ['Australia', 'Oceania'],
  br: ['Brazil', 'Brasil', 'Brésil'],
  cn: ['China', 'Chine'],
  eu: ['Europe'],
  jp: ['Japan', 'JPN', 'Japon'],
  kr: ['Korea', 'South Korea', 'Corée du Sud'],
  na: ['North America', 'North_America', 'US', 'USA', 'United States', 'America', 'Amérique du Nord'],
  nz: ['New Zealand', 'New_Zealand', 'Nouvelle-Zélande'],
  other: ['Others'],
}

const BY_KEY = new Map(
  Object.entries(REGIONS).flatMap(([slug, words]) => [slug, ...words].map((word) => [wordKey(word), slug] as const)),
)

/** Our word for a region, empty for the whole world; several are joined by `+`. A word nobody knows stays, in lower case. */
export const regionOf = (text: string): string =>
  text
    .split('+')
    .map((word) => BY_KEY.get(wordKey(word)) ?? word.trim().toLowerCase())
    .filter(Boolean)
    .join('+')
