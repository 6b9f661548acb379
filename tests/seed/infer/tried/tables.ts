import { DAYS, DOOM, ICO, inYear, NO_HEADER, OKAMI, on, onDay, type TriedFile, tried, YEARS } from './tried-file'

const utf16 = (text: string, mark = '\ufeff') => Buffer.from(`${mark}${text}`, 'utf16le')
const bigEndian = (text: string) => utf16(text).swap16()

const THREE = [OKAMI, ICO, DOOM]

const LAYOUTS: TriedFile[] = [
  tried('Excel: UTF-16, big-endian', bigEndian('Title,Year\r\nOkami,2006\r\nIco,2001\r\n'), YEARS),
  tried('UTF-16 without a byte order mark', utf16('Title,Year\r\nOkami,2006\r\n', ''), 'is not text'),
  tried('joined files: two byte order marks', ['\ufeff\ufeffTitle,Year', 'Okami,2006', 'Ico,2001'], YEARS),
  tried('line ends of three systems in one file', ['Title,Year\r', 'Okami,2006', 'Ico,2001\r'], YEARS),
  tried(
    'a tab inside of a quoted cell',
    ['Title\tYear', '"Ok\tami"\t2006', 'Ico\t2001'],
    [
      { title: 'Ok ami', ...inYear(2006) },
      { ...ICO, ...inYear(2001) },
    ],
  ),
  tried('columns without names, and an empty row first', [',,,', ',Title,,Year', ',Okami,,2006', ',Ico,,2001'], YEARS),
  tried('two columns with one name', ['Title,Year,Year', 'Okami,2006,1', 'Ico,2001,2'], YEARS),
  tried(
    'rows that are too short and too long',
    ['Title,Year', 'Okami,2006', 'Ico', 'Doom,1993,PC'],
    [{ ...OKAMI, ...inYear(2006) }, 'ragged_row', 'ragged_row'],
  ),
  tried('typographic quotes', ['“Title”,“Year”', '“Okami”,“2006”'], 'has its texts in quotes other than "'),
  tried('single quotes', ["'Title','Year'", "'Okami','2006'"], 'has its texts in quotes other than "'),
  tried('a tilde between cells', ['id~title~year', '5~Okami~2006'], 'looks like a title'),
  tried('two bars between cells', ['id||title||year', '5||Okami||2006', '8||Ico||2001'], YEARS),
  tried('Hive: a control character between cells', ['5\u0001Okami', '8\u0001Ico'], 'is not text'),
  tried(
    'a second header line with units',
    ['Title,Release,Score', '(text),(year),(0-10)', 'Okami,2006,8', 'Ico,2001,9'],
    ['missing_title', OKAMI, ICO],
    { asks: 'the first record seems to be a second header line' },
  ),
  tried(
    'a header over the header',
    ['Game,,Scores,', 'Title,Year,Press,Users', 'Okami,2006,8,9', 'Ico,2001,9,8'],
    ['missing_title', OKAMI, ICO],
    { asks: 'the first record seems to be a second header line' },
  ),
  tried(
    'a line of sums at the end',
    ['Title,Year,Sales', 'Okami,2006,1500000', 'Ico,2001,650000', 'Total,,2150000'],
    [{ ...OKAMI, salesCopies: 1_500_000 }, { ...ICO, salesCopies: 650_000 }, 'missing_title'],
    { asks: 'the last record seems to be a line of sums' },
  ),
  tried(
    'Markdown table',
    ['| Title | Year |', '|-------|------|', '| Okami | 2006 |', '| Ico | 2001 |'],
    ['drawn_line', ...YEARS],
  ),
  tried('hand-made: one title on each line', ['Okami', 'Ico', 'Doom'], THREE, { asks: NO_HEADER, file: 'games.txt' }),
  tried('hand-made: a numbered list', ['1. Okami', '2. Ico'], [{ title: '1. Okami' }, { title: '2. Ico' }], {
    asks: 'begins with a number or a bullet',
    file: 'games.txt',
  }),
  tried(
    'one list in two encodings',
    Buffer.concat([
      Buffer.from('title\nPokémon Colosseum\nAstérix & Obélix\nSeñor Übel\nÀ la recherche du Père Noël\n', 'latin1'),
      Buffer.from(
        'c2e5e4fcece0ea203320c3e5f0eee820ece5f7e020e820ece0e3e8e820caeef1ece8f7e5f1eae8e520f0e5e9ede4e6e5f0fb0a',
        'hex',
      ),
    ]),
    'The text is in two encodings, windows-1252 and windows-1251: save all of it as UTF-8',
  ),
  tried('YAML', ['- title: Okami', '  year: 2006', '- title: Ico', '  year: 2001'], 'is YAML, not a table'),
]

const score = (habit: string, cells: readonly string[], values: readonly (number | string)[], asks?: string) =>
  tried(
    habit,
    ['Title,Rating', ...cells.map((cell, at) => `G${at + 1},"${cell}"`)],
    values.map((value, at) => (typeof value === 'string' ? value : { title: `G${at + 1}`, users: { value } })),
    asks === undefined ? {} : { asks },
  )

const FIGURES: TriedFile[] = [
  score('scores as 8.5/10', ['8.5/10', '9/10'], [85, 90]),
  score('scores out of 10, 20, 100 and 5 in one column', ['8/10', '17/20', '85/100', '4/5'], [80, 85, 85, 80]),
  score('scores as 4 out of 5', ['4 out of 5', '3 out of 5'], [80, 60]),
  score('French scores: 17 sur 20', ['17 sur 20', '8,5 sur 10'], [85, 85]),
  score('scores as 85%', ['85%', '90 %'], [85, 90]),
  score('scores with halves: 4½', ['4½', '4', '3½'], [90, 80, 70]),
  score('scores as stars', ['★★★★☆', '★★★', '⭐⭐⭐⭐⭐'], [80, 60, 100]),
  tried('scores as letters', ['Title,Rating', 'Okami,A-', 'Ico,B+'], [OKAMI, ICO], { asks: 'not used: Rating' }),
  tried('scores that are tbd', ['Title,User Score', 'Okami,tbd', 'Ico,9'], [OKAMI, { ...ICO, users: { value: 90 } }]),
  tried(
    'a footnote at a number',
    ['Title,Sales', 'Okami,1500¹', 'Ico,650²', 'Doom,3500'],
    [
      { ...OKAMI, salesCopies: 1500 },
      { ...ICO, salesCopies: 650 },
      { ...DOOM, salesCopies: 3500 },
    ],
  ),
  tried(
    'millions in the heading',
    ['Title,Sales (millions)', 'Okami,2', 'Ico,1'],
    [
      { ...OKAMI, salesCopies: 2_000_000 },
      { ...ICO, salesCopies: 1_000_000 },
    ],
    { asks: 'read as millions of copies' },
  ),
  tried(
    'German thousands in the heading',
    ['Titel;Verkäufe (Tsd.)', 'Okami;1500', 'Ico;650'],
    [
      { ...OKAMI, salesCopies: 1_500_000 },
      { ...ICO, salesCopies: 650_000 },
    ],
    { asks: 'read as thousands of copies' },
  ),
  tried(
    'half thousands, half decimals',
    ['Title,Players', 'Okami,"1,500"', 'Ico,"1,234.5"', 'Doom,"2,5"'],
    ['ambiguous_number', { ...ICO, popularity: 1235 }, { ...DOOM, popularity: 3 }],
    { asks: 'has numbers with decimals after a point and others after a comma' },
  ),
  tried(
    'Arabic digits',
    ['Title,Year,Sales', 'Okami,٢٠٠٦,١٬٥٠٠', 'Ico,٢٠٠١,٦٥٠'],
    [
      { ...OKAMI, ...inYear(2006), salesCopies: 1500 },
      { ...ICO, ...inYear(2001), salesCopies: 650 },
    ],
  ),
  tried('Persian digits', ['Title,Year', 'Okami,۲۰۰۶', 'Ico,۲۰۰۱'], YEARS),
  tried('wide digits', ['Title,Year', 'Okami,２００６', 'Ico,２００１'], YEARS),
  tried(
    'prices, hours and numbers of players',
    ['Title,Price,Hours,Max Players', 'Okami,"19,99 €",40h,1', 'Ico,Free,8.5h,2'],
    [OKAMI, ICO],
  ),
]

const dates = (habit: string, cells: readonly string[], outcome: readonly unknown[], asks?: string) =>
  tried(habit, ['Title;Released', `Okami;${cells[0]}`, `Ico;${cells[1]}`], outcome, asks === undefined ? {} : { asks })

const DATES: TriedFile[] = [
  dates('days as 20.4.2006', ['20.4.2006', '24.9.2001'], DAYS),
  dates(
    'days as 2.1.2005, which read two ways',
    ['2.1.2005', '3.4.2001'],
    [
      { ...OKAMI, ...onDay('2005-01-02') },
      { ...ICO, ...onDay('2001-04-03') },
    ],
    'fits both D.M.YYYY and M.D.YYYY',
  ),
  dates(
    'days as 1/2/2005, which read two ways',
    ['1/2/2005', '3/4/2001'],
    [
      { ...OKAMI, ...onDay('2005-02-01') },
      { ...ICO, ...onDay('2001-04-03') },
    ],
    'fits both D/M/YYYY and M/D/YYYY',
  ),
  tried('dates in three orders', ['Title,Released', 'Okami,2005-04-20', 'Ico,20/04/2005', 'Doom,04/21/2005'], THREE, {
    asks: 'has dates with the day first and others with the month first',
  }),
  dates('a time after a day in digits', ['4/20/2006 12:00:00 AM', '9/24/2001 10:30 PM'], DAYS),
  dates('seconds since 1970, as a float', ['1145491200.0', '1001289600.0'], DAYS, 'read as seconds since 1970'),
  dates('milliseconds since 1970', ['1145491200000', '1001289600000'], DAYS, 'read as milliseconds since 1970'),
  dates(
    'quarters as Q3 2005 and 2005Q3',
    ['Q3 2005', '2005Q3'],
    [
      { ...OKAMI, released: { date: '2005-07-01', precision: 'quarter' } },
      { ...ICO, released: { date: '2005-07-01', precision: 'quarter' } },
    ],
  ),
  dates(
    'seasons: Fall 2005, Summer of 2005',
    ['Fall 2005', 'Summer of 2005'],
    [
      { ...OKAMI, ...inYear(2005) },
      { ...ICO, ...inYear(2005) },
    ],
  ),
  dates('MySQL: 2005-00-00, and TBA', ['2005-00-00', 'TBA'], [{ ...OKAMI, ...inYear(2005) }, ICO]),
  dates('guesses: circa 2005, 2005?', ['circa 2005', '2005?'], [OKAMI, ICO], 'only 0 % of its texts are dates'),
  tried(
    'the day on which a game was finished',
    ['Title,Date Completed', 'Okami,2010-05-01', 'Ico,2011-05-01'],
    [OKAMI, ICO],
    {
      asks: 'not used: Date Completed',
    },
  ),
  tried('a date that does not say of what', ['Title,Date', 'Okami,2006-04-20', 'Ico,2001-09-24'], DAYS, {
    asks: 'does not say that it is the release',
  }),
]

const platforms = (habit: string, cell: string) =>
  tried(
    habit,
    ['Title,Platforms', `Okami,"${cell}"`, 'Ico,PlayStation 2'],
    [
      { ...OKAMI, ...on('ps2', 'wii') },
      { ...ICO, ...on('ps2') },
    ],
  )

const LISTS: TriedFile[] = [
  platforms('several values with semicolons', 'PlayStation 2; Wii'),
  platforms('several values with slashes', 'PlayStation 2 / Wii'),
  platforms('several values with &', 'PlayStation 2 & Wii'),
  platforms('several values on lines of one cell', 'PlayStation 2\nWii'),
  tried(
    'several values with different signs',
    ['Title,Platforms', 'Okami,"PlayStation 2, Wii"', 'Ico,PC; NES'],
    [
      { ...OKAMI, unknown: { platforms: ['PlayStation 2, Wii'] } },
      { ...ICO, ...on('pc', 'nes') },
    ],
    { asks: 'the others are kept as unknown words' },
  ),
]

/** Tables, figures, dates and lists of values. */
export const TRIED_TABLES: TriedFile[] = [...LAYOUTS, ...FIGURES, ...DATES, ...LISTS]
