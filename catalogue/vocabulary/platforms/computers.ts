import { family } from './family'

/** Operating systems of personal computers, past and present, and the web browser. */
export const COMPUTERS = family('Computer', [
  {
    id: 500,
    slug: 'pc',
    name: 'PC',
    fr: 'PC (Windows)',
    aliases: ['Windows', 'Windows PC', 'PC (Windows)', 'PC (Microsoft Windows)', 'Microsoft Windows', 'Win'],
  },
  {
    id: 501,
    slug: 'mac',
    name: 'Mac',
    aliases: ['macOS', 'Mac OS X', 'Mac OS', 'OS X', 'Macintosh', 'Apple Macintosh', 'Apple Mac', 'Apple Mac OS'],
  },
  { id: 502, slug: 'linux', name: 'Linux', aliases: ['SteamOS', 'Steam OS'] },
  { id: 503, slug: 'dos', name: 'DOS', aliases: ['PC DOS', 'MS-DOS', 'MSDOS'] },
  {
    id: 504,
    slug: 'web',
    name: 'Web browser',
    fr: 'Navigateur web',
    aliases: ['Web', 'Browser', 'Web Games', 'Browser (Flash/HTML5)'],
  },
  { id: 505, slug: 'classic-mac', name: 'Classic Macintosh', fr: 'Macintosh classique', aliases: ['Mac OS Classic'] },
])
