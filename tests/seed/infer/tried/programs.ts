import { DOOM, ICO, inYear, OKAMI, onDay, type TriedFile, tried } from './tried-file'

const json = (value: unknown) => [JSON.stringify(value)]
const DAYS = [
  { ...OKAMI, ...onDay('2006-04-20') },
  { ...ICO, ...onDay('2001-09-24') },
]
const YEARS = [
  { ...OKAMI, ...inYear(2006) },
  { ...ICO, ...inYear(2001) },
]
const NO_HEADER = 'the first line seems to be a record and no header'
const on = (...platforms: string[]) => ({ releases: platforms.map((platform) => ({ platform })) })
const ps2 = (date: string) => ({ ...onDay(date), releases: [{ platform: 'ps2', ...onDay(date) }] })

const SPREADSHEETS: TriedFile[] = [
  tried(
    'Google Sheets: TRUE, $19.99, 4/20/2006',
    ['Title,Owned,Release date,Price', 'Okami,TRUE,4/20/2006,$19.99', 'Ico,FALSE,9/24/2001,"$1,019.99"'],
    DAYS,
  ),
  tried(
    'Excel in German: WAHR, 19,99 €, 20.04.2006',
    ['Titel;Erschienen;Gekauft;Preis;Bewertung', 'Okami;20.04.2006;WAHR;19,99 €;8,5', 'Ico;24.09.2001;FALSCH;9,99 €;9'],
    [
      { ...DAYS[0], critics: { value: 85 } },
      { ...DAYS[1], critics: { value: 90 } },
    ],
    { asks: '10 as the highest score is a guess' },
  ),
  tried(
    'Excel in French: VRAI, 8,5/10, 20/04/2006',
    ['Titre;Sorti le;Acheté;Note', 'Okami;20/04/2006;VRAI;8,5/10', 'Ico;24/09/2001;FAUX;9/10'],
    [
      { ...DAYS[0], critics: { value: 85 } },
      { ...DAYS[1], critics: { value: 90 } },
    ],
    { asks: 'does not say who gives the score' },
  ),
  tried(
    'Excel in Spanish: VERDADERO, 1.500.000',
    ['Título;Año;Comprado;Ventas', 'Okami;2006;VERDADERO;1.500.000', 'Ico;2001;FALSO;650.000'],
    [
      { ...YEARS[0], salesCopies: 1_500_000 },
      { ...YEARS[1], salesCopies: 650_000 },
    ],
  ),
  tried(
    'Excel in Italian: 20 apr 2006, 1.500',
    ['Titolo;Uscita;Vendite', 'Okami;20 apr 2006;1.500', 'Ico;24 set 2001;650'],
    [
      { ...DAYS[0], salesCopies: 1500 },
      { ...DAYS[1], salesCopies: 650 },
    ],
    { asks: 'has three digits after it, which is read as thousands' },
  ),
  tried('Excel: days as numbers', ['Title,Release Date', 'Okami,38827', 'Ico,37158'], [OKAMI, ICO], {
    asks: 'seems to have the numbers of days that spreadsheets count from 1900',
  }),
  tried('Excel: texts as formulas, ="007"', ['Code,Title,Year', '="007",="Okami",2006', '"=""008""",Ico,2001'], YEARS),
  tried(
    'Excel: faults of formulas, #REF! and #NAME?',
    ['Title,Year', 'Okami,#REF!', '#NAME?,2001', 'Ico,#VALUE!'],
    [OKAMI, 'missing_title', ICO],
  ),
  tried(
    'Excel: long ids as 7.61234E+12',
    ['Id,Title', '7.61234E+12,Okami', '7.61235E+12,Ico'],
    ['invalid_key', 'invalid_key'],
  ),
  tried(
    'Excel: a page of HTML named .xls',
    ['<html><table><tr><td>Okami</td></tr></table></html>'],
    'is XML or HTML, not a table',
    { file: 'list.xls' },
  ),
  tried('Numbers: the name of the table first', ['Table 1', 'Title,Year', 'Okami,2006', 'Ico,2001'], YEARS),
]

const SPLIT = {
  columns: ['title', 'year'],
  index: [0, 1],
  data: [
    ['Okami', 2006],
    ['Ico', 2001],
  ],
}
const FIELDS = {
  fields: [
    { name: 'index', type: 'integer' },
    { name: 'title', type: 'string' },
  ],
  primaryKey: ['index'],
}

const STATISTICS: TriedFile[] = [
  tried(
    'pandas: orient="records"',
    json([
      { title: 'Okami', year: 2006 },
      { title: 'Ico', year: 2001 },
    ]),
    YEARS,
    { file: 'list.json' },
  ),
  tried('pandas: orient="split"', json(SPLIT), YEARS, { file: 'list.json' }),
  tried('pandas: orient="index"', json({ 0: { title: 'Okami', year: 2006 }, 1: { title: 'Ico', year: 2001 } }), YEARS, {
    file: 'list.json',
  }),
  tried(
    'pandas: orient="table"',
    json({
      schema: FIELDS,
      data: [
        { index: 0, title: 'Okami' },
        { index: 1, title: 'Ico' },
      ],
    }),
    [OKAMI, ICO],
    {
      asks: 'there are other lists in the file',
      file: 'list.json',
    },
  ),
  tried(
    'pandas: orient="values"',
    json([
      ['Okami', 2006],
      ['Ico', 2001],
    ]),
    'has no list of records',
    { file: 'list.json' },
  ),
  tried(
    'pandas: days of the default JSON',
    json({ title: { 0: 'Okami', 1: 'Ico' }, released: { 0: 1145491200000, 1: 1001289600000 } }),
    DAYS,
    { asks: 'milliseconds since 1970', file: 'list.json' },
  ),
  tried(
    'pandas: CSV with Unnamed: 0, NaT and printed lists',
    [
      'Unnamed: 0,name,released,platforms',
      `0,Okami,2006-04-20 00:00:00+00:00,"['PlayStation 2', 'Wii']"`,
      '1,Ico,NaT,nan',
    ],
    [{ ...DAYS[0], ...on('ps2', 'wii') }, ICO],
  ),
  tried(
    'pandas: ids as floats',
    ['appid,name', '620.0,Portal 2', '440.0,Doom'],
    [
      { title: 'Portal 2', externalIds: { steam: '620' } },
      { ...DOOM, externalIds: { steam: '440' } },
    ],
  ),
  tried(
    'Python: NaN in JSON',
    ['[{"title":"Okami","year":NaN},{"title":"Ico","year":2001}]'],
    ['invalid_json', YEARS[1]],
    { file: 'list.json' },
  ),
  tried(
    'Kaggle: lists of objects as Python prints them',
    ['id,name,genres', `7,Okami,"[{'id': 4, 'name': 'Action'}, {'id': 3, 'name': 'Adventure'}]"`, '9,Ico,"[]"'],
    [{ ...OKAMI, genres: ['action', 'adventure'] }, ICO],
  ),
  tried(
    'R: row names and NA',
    ['"","title","year"', '"1","Okami",2006', '"2","Ico",NA', '"3",NA,2000'],
    [YEARS[0], ICO, 'missing_title'],
  ),
  tried(
    'R: write.csv2',
    ['"";"title";"score"', '"1";"Okami";8,5', '"2";"Ico";NA'],
    [{ ...OKAMI, critics: { value: 85 } }, ICO],
  ),
  tried(
    'SAS: datetimes and points',
    ['title,released,sales', 'Okami,20APR2006:00:00:00,.', 'Ico,24SEP2001:10:30:00,1500'],
    [DAYS[0], { ...DAYS[1], salesCopies: 1500 }],
  ),
  tried(
    'Stata: 20apr2006 and .a',
    ['title,released,sales', 'Okami,20apr2006,.a', 'Ico,24sep2001,1500'],
    [DAYS[0], { ...DAYS[1], salesCopies: 1500 }],
  ),
]

const TSV = 'list.tsv'
const DATABASES: TriedFile[] = [
  tried(
    'MySQL: mysqldump --tab, without a header',
    ['11\tOkami\t2006', '12\tIco\t\\N', '15\tDoom\t1993'],
    [YEARS[0], ICO, DOOM],
    { asks: NO_HEADER, file: TSV },
  ),
  tried('MySQL: mysql --batch', ['id\ttitle\tyear', '11\tOkami\t2006', '12\tIco\tNULL'], [YEARS[0], ICO], {
    file: TSV,
  }),
  tried(
    'MySQL: a table drawn on the terminal',
    ['+----+-------+', '| id | title |', '+----+-------+', '| 11 | Okami |', '+----+-------+', '1 row in set'],
    ['drawn_line', OKAMI, 'drawn_line', 'ragged_row'],
  ),
  tried(
    'Postgres: a table drawn by psql',
    [' id | title | year ', '----+-------+------', ' 11 | Okami | 2006', '(1 row)'],
    ['drawn_line', YEARS[0], 'ragged_row'],
  ),
  tried(
    'Postgres: COPY as CSV, t and f, arrays',
    ['id,title,platforms,win,linux', '11,Okami,"{PC,""PlayStation 2""}",t,f', '12,Ico,{},f,f'],
    [{ ...OKAMI, ...on('pc', 'ps2') }, ICO],
  ),
  tried(
    'Postgres: yes-or-no columns as t and f',
    ['id,title,win,linux', '11,Okami,t,f', '12,Ico,t,t'],
    [
      { ...OKAMI, ...on('pc') },
      { ...ICO, ...on('pc', 'linux') },
    ],
  ),
  tried('Postgres: COPY as text, without a header', ['11\tOkami\t2006', '12\tIco\t\\N'], [YEARS[0], ICO], {
    asks: NO_HEADER,
    file: TSV,
  }),
  tried(
    'Access: 20.04.2006 00:00:00, -1 for yes',
    ['"ID";"Titel";"Erschienen";"Besitz"\r', '11;"Okami";20.04.2006 00:00:00;-1\r', '12;"Ico";24.09.2001 00:00:00;0\r'],
    DAYS,
  ),
  tried('a dump of SQL statements', ["INSERT INTO `games` VALUES (1,'Okami'),(2,'Ico');"], 'has no list of records', {
    file: 'dump.sql',
  }),
  tried(
    'jq: objects over several lines, one after the other',
    ['{', '  "title": "Okami"', '}', '{', '  "title": "Ico"', '}'],
    'has several JSON values one after the other',
    { file: 'list.json' },
  ),
  tried('jq: -c', ['{"title":"Okami"}', '{"title":"Ico"}'], [OKAMI, ICO], { file: 'list.json' }),
  tried('jq: @csv, without a header', ['11,"Okami",2006', '12,"Ico",2001'], YEARS, { asks: NO_HEADER }),
  tried(
    'MongoDB: $oid and $date',
    json([
      { _id: { $oid: '5f1a' }, title: 'Okami', released: { $date: '2006-04-20T00:00:00Z' } },
      { _id: { $oid: '5f1b' }, title: 'Ico', released: { $date: '2001-09-24T00:00:00Z' } },
    ]),
    DAYS,
    { file: 'list.json' },
  ),
  tried(
    'Elasticsearch: hits of a response',
    json({
      took: 3,
      hits: {
        hits: [
          { _id: 'a1', _source: { title: 'Okami' } },
          { _id: 'b2', _source: { title: 'Ico' } },
        ],
      },
    }),
    [OKAMI, ICO],
    { file: 'list.json', asks: 'there are other lists in the file' },
  ),
  tried(
    'GraphQL: edges and nodes',
    json({
      data: { games: { edges: [{ node: { id: 'g7', title: 'Okami' } }, { node: { id: 'g9', title: 'Ico' } }] } },
    }),
    [OKAMI, ICO],
    { file: 'list.json', asks: 'there are other lists in the file' },
  ),
  tried('JSON: a byte order mark', ['\ufeff[{"title":"Okami"},{"title":"Ico"}]'], [OKAMI, ICO], { file: 'list.json' }),
  tried('JSON: a comma after the last record', ['[{"title":"Okami"},{"title":"Ico"},]'], [OKAMI, ICO], {
    file: 'list.json',
  }),
  tried('JSON in UTF-16', Buffer.from('\ufeff[{"title":"Okami"}]', 'utf16le'), 'is in UTF-16, and JSON must be UTF-8', {
    file: 'list.json',
  }),
  tried('JSON: texts and no objects', json(['Okami', 'Ico']), 'has no list of records', { file: 'list.json' }),
  tried('JavaScript: a variable', ['var games = [{"title":"Okami"}];'], 'has no list of records', {
    file: 'list.json',
  }),
]

const SFC = (label: string) => ({
  path: `/roms/${label}.sfc`,
  label,
  core_path: 'DETECT',
  core_name: 'DETECT',
  crc32: 'DETECT',
  db_name: 'SNES.lpl',
})
const COLLECTORS: TriedFile[] = [
  tried(
    'Airtable: CSV',
    [
      '\ufeffName,Platforms,Finished,Release',
      'Okami,"PlayStation 2,Wii",checked,4/20/2006',
      'Ico,PlayStation 2,,9/24/2001',
    ],
    [
      { ...DAYS[0], ...on('ps2', 'wii') },
      { ...ICO, ...ps2('2001-09-24') },
    ],
  ),
  tried(
    'Airtable: JSON',
    json({
      records: [
        { id: 'recA1', fields: { Name: 'Okami', Release: '2006-04-20' } },
        { id: 'recB2', fields: { Name: 'Ico', Release: '2001-09-24' } },
      ],
    }),
    DAYS,
    { file: 'list.json' },
  ),
  tried(
    'Notion: April 20, 2006, Yes, stars',
    [
      '\ufeffName,Console,Release Date,Finished,Rating',
      'Okami,"PlayStation 2, Wii","April 20, 2006",Yes,⭐️⭐️⭐️⭐️⭐️',
      'Ico,PlayStation 2,"September 24, 2001",No,⭐️⭐️⭐️',
    ],
    [
      { ...DAYS[0], ...on('ps2', 'wii'), users: { value: 100 } },
      { ...ICO, ...ps2('2001-09-24'), users: { value: 60 } },
    ],
  ),
  tried(
    'GOG Galaxy: exported with tabs',
    [
      'title\tdevelopers\treleaseDate\tcriticsScore\tgameMins',
      'Okami\tClover Studio\t2006-04-20\t93.5\t600',
      'Ico\tTeam Ico\t2001-09-24\t\t0',
    ],
    [
      { ...DAYS[0], developers: ['Clover Studio'], critics: { value: 93.5 } },
      { ...DAYS[1], developers: ['Team Ico'] },
    ],
    { file: TSV },
  ),
  tried(
    'Steam: owned games',
    json({
      response: {
        game_count: 2,
        games: [
          { appid: 620, name: 'Okami', playtime_forever: 9 },
          { appid: 440, name: 'Ico', playtime_forever: 0 },
        ],
      },
    }),
    [
      { ...OKAMI, externalIds: { steam: '620' } },
      { ...ICO, externalIds: { steam: '440' } },
    ],
    { file: 'list.json' },
  ),
  tried(
    'Playnite: 2006-4-20, scores out of 100',
    [
      'Name;Id;Platforms;ReleaseDate;CriticScore;CommunityScore;Playtime',
      'Okami;6a0c-1;PlayStation 2;2006-4-20;92;85;3600',
      'Ico;7b0c-2;PlayStation 2;2001-9-24;;80;0',
    ],
    [
      { ...OKAMI, ...ps2('2006-04-20'), critics: { value: 92 }, users: { value: 85 } },
      { ...ICO, ...ps2('2001-09-24'), users: { value: 80 } },
    ],
  ),
  tried(
    'LaunchBox: XML',
    ['<?xml version="1.0"?>', '<LaunchBox><Game><Title>Okami</Title></Game></LaunchBox>'],
    'is XML or HTML, not a table',
    { file: 'list.xml' },
  ),
  tried(
    'EmulationStation: gamelist.xml',
    ['<?xml version="1.0"?>', '<gameList><game><name>Okami</name></game></gameList>'],
    'is XML or HTML, not a table',
    { file: 'gamelist.xml' },
  ),
  tried(
    'RetroArch: playlist',
    json({ version: '1.5', items: [SFC('Okami (USA)'), SFC('Ico (Japan)')] }),
    [{ title: 'Okami (USA)' }, { title: 'Ico (Japan)' }],
    { asks: '"label" has the most different texts', file: 'snes.lpl' },
  ),
  tried(
    'MAME: -listfull',
    ['Name:             Description:', 'pacman            "Pac-Man (Midway)"'],
    'looks like a title',
    { file: 'mame.txt' },
  ),
  tried(
    'HowLongToBeat',
    [
      'Title,Platform,Playing,Completed,Date Completed,Main Story,Review',
      'Okami,PlayStation 2,,X,2010-05-01,38:12:10,90',
      'Ico,PlayStation 2,X,,,08:00:00,80',
    ],
    [
      { ...OKAMI, ...on('ps2') },
      { ...ICO, ...on('ps2') },
    ],
  ),
  tried(
    'Grouvee: objects in cells',
    [
      'id,name,platforms,rating,release_date',
      '101,Okami,"{""PlayStation 2"": {""url"": ""x""}, ""Wii"": {""url"": ""y""}}",5,2006-04-20',
      '205,Ico,"{""PlayStation 2"": {""url"": ""x""}}",,2001-09-24',
    ],
    [
      { ...DAYS[0], ...on('ps2', 'wii'), users: { value: 100 } },
      { ...ICO, ...ps2('2001-09-24') },
    ],
  ),
  tried(
    'GameEye',
    [
      'Platform,UserRecordType,Title,ReleaseType,PricePaid,CreatedAt',
      'PlayStation 2,Game,Okami,Official,12.50,2020-01-05 10:00:00',
      'PlayStation 2,Game,Ico,Official,,2020-01-05 10:00:00',
    ],
    [
      { ...OKAMI, ...on('ps2'), kind: 'game' },
      { ...ICO, ...on('ps2'), kind: 'game' },
    ],
  ),
  tried(
    'CLZ Games',
    [
      'Index,Title,Release Date,Purchase Price,Barcode',
      '1,Okami,"Apr 20, 2006",$12.00,013388260256',
      '2,Ico,"Sep 24, 2001",$2.00,711719711926',
    ],
    DAYS,
  ),
]

const LISTINGS: TriedFile[] = [
  tried(
    'names of files: ls, dir /b',
    ['Okami (USA) (Rev 1).chd', 'Ico (Japan) (Disc 1).chd'],
    [{ title: 'Okami (USA) (Rev 1).chd' }, { title: 'Ico (Japan) (Disc 1).chd' }],
    { asks: NO_HEADER, file: 'roms.txt' },
  ),
  tried(
    'PowerShell: Get-ChildItem | Export-Csv',
    ['#TYPE Selected.System.IO.FileInfo\r', '"Name"\r', '"Okami (USA).chd"\r'],
    [{ title: 'Okami (USA).chd' }],
  ),
  tried(
    'paths of files: find, dir /s /b',
    ['./ps2/Okami (USA).chd', './ps2/Ico (Japan).chd'],
    [{ title: './ps2/Okami (USA).chd' }, { title: './ps2/Ico (Japan).chd' }],
    { asks: 'has paths of files, and the whole path would be the title', file: 'roms.txt' },
  ),
  tried('ls -l', ['total 8', '-rw-r--r-- 1 me me 1024 Jan  2 10:00 Okami (USA).chd'], 'is a long listing of files', {
    file: 'roms.txt',
  }),
  tried(
    'dir',
    [' Directory of C:\\roms', '', '01/02/2020  10:00 AM  1,024 Okami (USA).chd'],
    'is a long listing of files',
    { file: 'roms.txt' },
  ),
]

/** What programs write. */
export const TRIED_PROGRAMS: TriedFile[] = [...SPREADSHEETS, ...STATISTICS, ...DATABASES, ...COLLECTORS, ...LISTINGS]
