/** One list that a program or a person writes: its bytes, the map, and what becomes of it. */
export type TriedList = {
  /** Who writes so; the same text is in docs/lists-tried.md. */
  habit: string
  file: string | Uint8Array
  map?: Record<string, unknown>
  /** Records as `title` and other fields, codes of refused records, or `wrong file`. */
  outcome: readonly unknown[] | 'wrong file'
}

const latin1 = (text: string) => Buffer.from(text, 'latin1')
const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')
const hex = (text: string, bytes: string) =>
  Buffer.concat([Buffer.from(text), Buffer.from(bytes, 'hex'), Buffer.from('\n')])

/** A list with one figure, separated by semicolons. */
const figure = (habit: string, cell: string, number: unknown, outcome: unknown): TriedList => ({
  habit,
  file: `title;n\nOkami;"${cell}"\n`,
  map: { title: 'title', popularity: number === undefined ? 'n' : { column: 'n', number } },
  outcome: [outcome],
})

const date = (habit: string, cell: string, outcome: unknown, how?: unknown): TriedList => ({
  habit,
  file: `title;d\nOkami;"${cell}"\n`,
  map: { title: 'title', released: how === undefined ? 'd' : { column: 'd', date: how } },
  outcome: [outcome],
})

const people = (popularity: number) => ({ title: 'Okami', popularity })
const day = (on: string) => ({ title: 'Okami', released: { date: on, precision: 'day' } })
const TWO = [{ title: 'Okami' }, { title: 'Ico' }]

const LAYOUTS: TriedList[] = [
  { habit: 'Excel in English: commas, CRLF', file: 'id,title\r\n1,Okami\r\n2,Ico\r\n', outcome: TWO },
  { habit: 'Excel in French or German: semicolons', file: 'id;title\r\n1;Okami\r\n2;Ico\r\n', outcome: TWO },
  { habit: 'Excel: sep=; first', file: 'sep=;\r\nid;title\r\n1;Okami\r\n2;Ico\r\n', outcome: TWO },
  { habit: 'Excel: sep= with a tab', file: 'sep=\t\r\nid\ttitle\r\n1\tOkami\r\n2\tIco\r\n', outcome: TWO },
  { habit: 'Excel: quoted "sep=^"', file: '"sep=^"\nid^title\n1^Okami\n2^Ico\n', outcome: TWO },
  { habit: 'Excel: Unicode text (UTF-16, tabs)', file: utf16('id\ttitle\r\n1\tOkami\r\n2\tIco\r\n'), outcome: TWO },
  { habit: 'Excel: UTF-16 with sep=', file: utf16('sep=;\r\nid;title\r\n1;Okami\r\n2;Ico\r\n'), outcome: TWO },
  { habit: 'Excel: CSV UTF-8 with a byte order mark', file: '\ufeffid,title\n1,Okami\n2,Ico\n', outcome: TWO },
  { habit: 'Excel for Mac: lines end in CR', file: 'id,title\r1,Okami\r2,Ico\r', outcome: TWO },
  { habit: 'LibreOffice: every text quoted', file: '"id","title"\n1,"Okami"\n2,"Ico"\n', outcome: TWO },
  {
    habit: 'spreadsheet: a caption over the table',
    file: 'My games,,\nid,title,x\n1,Okami,a\n2,Ico,b\n',
    outcome: TWO,
  },
  { habit: 'spreadsheet: a caption and a blank line', file: 'My games\n\nid,title\n1,Okami\n2,Ico\n', outcome: TWO },
  { habit: 'spreadsheet: rows end in stray delimiters', file: 'id;title;\n1;Okami;\n2;Ico;\n', outcome: TWO },
  {
    habit: 'spreadsheet: empty rows at the end',
    file: 'id,title\n1,Okami\n2,Ico\n,\n,\n',
    outcome: [...TWO, 'missing_title', 'missing_title'],
  },
  {
    habit: 'R: # comments before the header',
    file: '# by hand\n# 2020, May\nid,title,x\n1,Okami,a\n2,Ico,b\n',
    outcome: TWO,
  },
  { habit: 'a header that begins with #', file: '#id,title\n1,Okami\n2,Ico\n', outcome: TWO },
  {
    habit: 'titles that begin with #',
    file: 'title,id\n#IDARB,1\n#KILLALLZOMBIES,2\n',
    outcome: [{ title: '#IDARB' }, { title: '#KILLALLZOMBIES' }],
  },
  { habit: 'the name of the encoding first', file: 'UTF-8\nid,title\n1,Okami\n2,Ico\n', outcome: TWO },
  { habit: 'pandas: index column without a name', file: ',title\n0,Okami\n1,Ico\n', outcome: TWO },
  { habit: 'R write.csv: row names', file: '"","title"\n"1","Okami"\n"2","Ico"\n', outcome: TWO },
  {
    habit: 'R write.table: header one cell short',
    file: '"title","x"\n"1","Okami","a"\n"2","Ico","b"\n',
    outcome: ['ragged_row', 'ragged_row'],
  },
  {
    habit: 'MySQL: \\" inside quotes',
    file: 'id,title\n1,"The \\"Game\\""\n2,Ico\n',
    outcome: ['text_after_quote', { title: 'Ico' }],
  },
  { habit: 'Access: bars', file: 'id|title\n1|Okami\n2|Ico\n', outcome: TWO },
  { habit: 'hand-made: blanks after commas', file: 'id, title\n1, Okami\n2, Ico\n', outcome: TWO },
  { habit: 'hand-made: no header', file: '1,Okami\n2,Ico\n', outcome: 'wrong file' },
  {
    habit: 'joined files: the header again',
    file: 'id,title\n1,Okami\nid,title\n2,Ico\n',
    outcome: [{ title: 'Okami' }, 'repeated_header', { title: 'Ico' }],
  },
]

const NULLS: TriedList[] = [
  '<NA>',
  '(null)',
  '\\N',
  'NULL',
  'n.a.',
  'N/A',
  '#N/A',
  '#NV',
  'NaN',
  '-',
  '.',
  'k. A.',
  's/d',
  '[NULL]',
].map((cell) => ({
  habit: `nothing written as ${cell}`,
  file: `title;dev;n;d\nOkami;${cell};${cell};${cell}\n`,
  map: { title: 'title', developers: 'dev', popularity: 'n', released: 'd' },
  outcome: [{ title: 'Okami' }],
}))

const FIGURES: TriedList[] = [
  figure('English thousands, undeclared', '1,500', undefined, 'ambiguous_number'),
  figure('German thousands, undeclared', '1.500', undefined, 'ambiguous_number'),
  figure('English thousands, declared', '1,500', { decimal: '.' }, people(1500)),
  figure('German thousands, declared', '1.500', { decimal: ',' }, people(1500)),
  figure('German millions', '1.234.567', undefined, people(1_234_567)),
  figure('French thousands, narrow space', '650\u202f000', undefined, people(650_000)),
  figure('Swiss thousands', "1'234'567", undefined, people(1_234_567)),
  figure('Indian thousands', '12,34,567', undefined, people(1_234_567)),
  figure('Excel exponents', '1,2E+06', undefined, people(1_200_000)),
  figure('pandas: counts as floats', '51.0', undefined, people(51)),
  figure('SAS: no leading zero', '.5e3', undefined, people(500)),
  figure('German units', '1,5 Mio.', true, people(1_500_000)),
  figure('English units', '3.9K', true, people(3900)),
  figure('units without number', '1.5M', undefined, 'invalid_number'),
  figure('Indian units', '3 crore', true, people(30_000_000)),
  figure('Japanese units', '1.5万', true, people(15_000)),
]

const DATES: TriedList[] = [
  date('French months', '1er août 2004', day('2004-08-01')),
  date('German months', '15. März 2004', day('2004-03-15')),
  date('Spanish months', '15 de mayo de 2004', day('2004-05-15')),
  date('Italian months', '15 ott 2004', day('2004-10-15')),
  date('Portuguese months', '15/dez/2004', day('2004-12-15')),
  date('SAS: DATE9', '15MAR2004', day('2004-03-15')),
  date('Access: time after the day', '2004-03-15 00:00:00', day('2004-03-15')),
  date('day and month in digits, undeclared', '03/04/2004', 'invalid_date'),
  date('day and month in digits, declared', '03/04/2004', day('2004-04-03'), 'D/M/YYYY'),
  date(
    'a year as 31 December, declared',
    '2004-12-31',
    { title: 'Okami', released: { date: '2004-01-01', precision: 'year' } },
    'year-in-day',
  ),
  date('Excel: a day as its number', '38061', 'invalid_date'),
]

const ENCODED: TriedList[] = [
  {
    habit: 'Windows-1252',
    file: latin1('title\nPok\xe9mon Colosseum\nAst\xe9rix\n'),
    outcome: [{ title: 'Pokémon Colosseum' }, { title: 'Astérix' }],
  },
  {
    habit: 'Shift_JIS',
    file: hex('title\n', '8374834083438369838b837483408393835e8357815b'),
    outcome: [{ title: 'ファイナルファンタジー' }],
  },
  {
    habit: 'GBK',
    file: hex('title\n', 'cfc9bda3c6e6cfc0b4ab20d0f9d4afbda3'),
    outcome: [{ title: '仙剑奇侠传 轩辕剑' }],
  },
  { habit: 'UTF-8 read as Windows-1252', file: 'title\nPokÃ©mon\n', outcome: [{ title: 'Pokémon' }] },
  {
    habit: 'UTF-8 with one line in Windows-1252',
    file: Buffer.concat([Buffer.from('title\nPokémon\nAstérix\n'), latin1('T\xe9l\xe9\n')]),
    outcome: [{ title: 'Pokémon' }, { title: 'Astérix' }, 'destroyed_text'],
  },
]

/** What was tried. */
export const TRIED: TriedList[] = [...LAYOUTS, ...NULLS, ...FIGURES, ...DATES, ...ENCODED]
