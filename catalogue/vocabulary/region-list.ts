import type { Region } from './vocabulary'

/** Our regions with the words that sources use for them. */
export const REGIONS: readonly Region[] = [
  { slug: 'asia', label: { en: 'Asia', fr: 'Asie' }, aliases: [] },
  { slug: 'au', label: { en: 'Australia', fr: 'Australie' }, aliases: ['AUS', 'Oceania', 'Océanie'] },
  { slug: 'br', label: { en: 'Brazil', fr: 'Brésil' }, aliases: ['Brasil'] },
  { slug: 'cn', label: { en: 'China', fr: 'Chine' }, aliases: [] },
  { slug: 'eu', label: { en: 'Europe', fr: 'Europe' }, aliases: ['EUR'] },
  { slug: 'jp', label: { en: 'Japan', fr: 'Japon' }, aliases: ['JPN', 'JAP'] },
  { slug: 'kr', label: { en: 'South Korea', fr: 'Corée du Sud' }, aliases: ['Korea', 'KOR', 'Corée'] },
  {
    slug: 'na',
    label: { en: 'North America', fr: 'Amérique du Nord' },
    aliases: ['US', 'USA', 'United States', 'America', 'États-Unis'],
  },
  { slug: 'nz', label: { en: 'New Zealand', fr: 'Nouvelle-Zélande' }, aliases: [] },
  { slug: 'other', label: { en: 'Other regions', fr: 'Autres régions' }, aliases: ['Others', 'Autres'] },
]

/** The whole world: known words, but an empty slug, because a release everywhere has no region. */
export const WORLD: Region = {
  slug: '',
  label: { en: 'Worldwide', fr: 'Monde' },
  aliases: ['World', 'WW', 'Global', 'Mondial'],
}
