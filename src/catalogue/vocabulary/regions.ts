import { wordKey } from './lookup'

/** Our regions with the words sources use for them. The whole world is no region: what holds everywhere names none. */
const REGIONS: Readonly<Record<string, readonly string[]>> = {
  '': ['Worldwide', 'World', 'WW', 'Global', 'Monde', 'Mondial'],
  asia: ['Asie'],
  au: ['Australia', 'Australie', 'AUS', 'Oceania', 'Océanie'],
  br: ['Brazil', 'Brasil', 'Brésil'],
  cn: ['China', 'Chine'],
  eu: ['Europe', 'EUR'],
  jp: ['Japan', 'JPN', 'JAP', 'Japon'],
  kr: ['Korea', 'KOR', 'South Korea', 'Corée', 'Corée du Sud'],
  na: ['North America', 'North_America', 'US', 'USA', 'United States', 'America', 'États-Unis', 'Amérique du Nord'],
  nz: ['New Zealand', 'New_Zealand', 'Nouvelle-Zélande'],
  other: ['Others', 'Autres'],
}

const BY_KEY = new Map(
  Object.entries(REGIONS).flatMap(([slug, words]) => [slug, ...words].map((word) => [wordKey(word), slug] as const)),
)

/** Our word for a region, empty for the whole world; several are joined by `+`, in alphabetical order. A word nobody knows stays, in lower case. */
export const regionOf = (text: string): string =>
  [...new Set(text.split('+').map((word) => BY_KEY.get(wordKey(word)) ?? word.trim().toLowerCase()))]
    .filter(Boolean)
    .sort()
    .join('+')
