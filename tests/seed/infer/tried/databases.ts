import { DAYS, DOOM, ICO, json, NO_HEADER, OKAMI, on, type TriedFile, TSV, tried, YEARS } from './tried-file'

/** What databases, and programs that make JSON, write. */
export const TRIED_DATABASES: TriedFile[] = [
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
