import { DAYS, DOOM, ICO, json, OKAMI, on, type TriedFile, tried, YEARS } from './tried-file'

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

/** What pandas, R, SAS and Stata write. */
export const TRIED_STATISTICS: TriedFile[] = [
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
