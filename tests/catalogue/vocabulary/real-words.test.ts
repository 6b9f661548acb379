import { describe, expect, test } from 'bun:test'
import { parse } from 'csv-parse/sync'
import { standardVocabulary } from '#catalogue/vocabulary/lookup'

const DATA = process.env.TEST_DATA_DIR

type List = { file: string; delimiter?: string; platforms?: Words; genres?: Words; unknown: string[] }
/** The words of one row. */
type Words = (row: Record<string, string>) => string[]

const column =
  (name: string): Words =>
  (row) => [row[name] ?? '']
const split =
  (name: string, by: string | RegExp): Words =>
  (row) =>
    (row[name] ?? '').split(by).map((word) => word.trim())
const pythonList =
  (name: string): Words =>
  (row) =>
    [...(row[name] ?? '').matchAll(/'([^']*)'|"([^"]*)"/g)].map((match) => match[1] ?? match[2] ?? '')

const METACRITIC_GENRES = [
  'Miscellaneous',
  'Sci-Fi',
  'General',
  'First-Person',
  'Modern',
  'Fantasy',
  'Compilation',
  'Sim',
].concat(
  [
    'Horror',
    'Historic',
    'Alternative',
    '3D',
    '2D',
    'Traditional',
    'Third-Person',
    'WWI',
    'Scrolling',
    'Japanese-Style',
  ],
  ['Military', 'Turn-Based', 'Real-Time', 'Other'],
  // Clear from Metacritic's own tree of genres: mapped by that source.
  ['GT / Street', 'Formula One', 'Rally / Offroad', 'Breeding/Constructing'],
)

const LISTS: List[] = [
  {
    file: 'csv/metacritic_2011_2019_5k.csv',
    platforms: column('platform'),
    genres: column('genre'),
    unknown: METACRITIC_GENRES,
  },
  {
    file: 'csv/metacritic_roi5676_fullplatform.csv',
    platforms: column('Platform'),
    genres: column('Genre'),
    unknown: METACRITIC_GENRES,
  },
  {
    file: 'csv/metacritic_2020_semicolon.csv',
    delimiter: ';',
    platforms: column('platform'),
    // Pieces of titles.
    unknown: [
      'Remake',
      'Live Arcade',
      'Steam Edition',
      'Probably',
      'PS Mobile',
      'Online Edition',
      'All Points Bulletin',
    ].concat(
      ['3DSWare', 'The War Z'],
      Array.from({ length: 20 }, (_, after) => String(1999 + after)),
    ),
  },
  {
    file: 'csv/ign_reviews_semicolon.csv',
    delimiter: ';',
    platforms: column('platform'),
    genres: split('genre', ','),
    // `Wireless` is IGN's own word for mobile phones; it, Wrestling, Hunting (fishing included) and Flight are mapped by that source.
    // The rest are kinds of products, settings and views, and games of chance or of words, of which we have no genre.
    unknown: [
      'Wireless',
      'Windows Surface',
      'Compilation',
      'Wrestling',
      'Flight',
      'Hunting',
      'Battle',
      'Productivity',
    ].concat(['Casino', 'Other', 'Word Game', 'Editor', 'Episodic', 'First-Person', 'Adult', 'Hardware']),
  },
  {
    file: 'csv/backloggd_games.csv',
    platforms: pythonList('Platforms'),
    genres: pythonList('Genres'),
    unknown: ['PlayStation Network', 'Legacy Computer', 'Microcomputer'],
  },
  {
    file: 'csv/igdb_2020_semicolon.csv',
    delimiter: ';',
    platforms: (row) => split('release_dates', ';')(row).map((release) => release.split(' - ').at(-1) ?? ''),
    genres: split('genres', ','),
    // Shops for several consoles, and what a scraper wrote for missing values.
    unknown: ['PlayStation Network', 'Xbox Live Arcade', 'Virtual Console (Nintendo)', 'Nintendo eShop', 'Try Again'],
  },
  {
    file: 'rawg/rawg_all_games_2000.csv',
    platforms: split('platforms', ','),
    genres: split('genres', ','),
    unknown: ['Commodore / Amiga'],
  },
  {
    file: 'rawg/rawg_games_2020_2025.csv',
    platforms: split('platforms', ','),
    genres: split('genres', ','),
    unknown: ['Commodore / Amiga'],
  },
  {
    file: 'steam/steam_nikdavis_2019_14k.csv',
    genres: split('genres', ';'),
    // Software, prices and warnings.
    unknown: [
      'Early Access',
      'Free to Play',
      'Violent',
      'Gore',
      'Nudity',
      'Sexual Content',
      'Utilities',
      'Accounting',
    ].concat(
      ['Design & Illustration', 'Animation & Modeling', 'Software Training', 'Video Production', 'Web Publishing'],
      ['Audio Production', 'Photo Editing', 'Game Development'],
    ),
  },
]

describe.skipIf(!DATA)(
  'every word of the real files is mapped or known to be none of ours (needs TEST_DATA_DIR)',
  () => {
    test.each(LISTS)('$file', async ({ file, delimiter = ',', platforms, genres, unknown }) => {
      const rows: Record<string, string>[] = parse(await Bun.file(`${DATA}/${file}`).text(), {
        bom: true,
        columns: true,
        delimiter,
        relax_column_count: true,
        relax_quotes: true,
      })
      const words = (of: Words | undefined) => [...new Set(of ? rows.flatMap(of) : [])].filter((word) => word !== '')
      const strangers = [
        ...words(platforms).filter((word) => !standardVocabulary.platform(word)),
        ...words(genres).filter((word) => !standardVocabulary.genre(word)),
      ]
      expect(rows.length).toBeGreaterThan(1000)
      expect(strangers.filter((word) => !unknown.includes(word))).toEqual([])
    })
  },
)
