import { DAYS, ICO, json, OKAMI, on, ps2, type TriedFile, TSV, tried } from './tried-file'

const SFC = (label: string) => ({
  path: `/roms/${label}.sfc`,
  label,
  core_path: 'DETECT',
  core_name: 'DETECT',
  crc32: 'DETECT',
  db_name: 'SNES.lpl',
})

/** What programs of collectors write. */
export const TRIED_COLLECTORS: TriedFile[] = [
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
