import { describe, expect, test } from 'bun:test'
import Ajv2020 from 'ajv/dist/2020'
import { CONVERSIONS, MAP_FIELDS } from '#catalogue/list/cells/mapping-syntax'
import { KINDS } from '#catalogue/record'
import { Failure } from '#lib/errors'
import { createProgram } from '#seed/cli/program'
import { SUBCOMMANDS } from '#seed/contract/subcommands'
import { parseDeclared } from '#seed/declared/config'
import schema from '../../../docs/config.schema.json'
import { configOf, entryOf, written } from './entries'

const validate = new Ajv2020({ allowUnionTypes: true }).compile(schema)

const faultsOf = (text: string, reserved: readonly string[] = []): string[] => {
  try {
    parseDeclared(text, 'sources.json', reserved)
    return []
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    expect(error.code).toBe('configuration')
    return error.message
      .split('\n')
      .slice(1)
      .map((line) => line.trim())
  }
}

test.each(['YYYY-MM-DD YYYY', 'MMM MM YYYY', 'MM', '-', 'D/M'])('the date pattern %p is a fault', (date) => {
  const text = configOf(written({ map: { title: 'title', released: { column: 'day', date } } }))
  expect(faultsOf(text)).toMatchObject([expect.stringContaining('must be a pattern of')])
})

describe('a configuration', () => {
  test('is parsed as the contract shows it', () => {
    const entry = entryOf({
      format: 'csv',
      from: 'lists/*.tsv.gz',
      trust: 50,
      licence: { name: 'CC0-1.0', redistributable: true, attribution: null },
      map: {
        title: 'title',
        year: 'year',
        popularity: 'people',
        platforms: { column: 'platforms', split: '|' },
        alternativeNames: { column: 'alts', split: '|' },
        'score.critics': { column: 'meta', scale: 100 },
      },
    })
    expect(entry.map.year).toEqual({ column: 'year' })
    expect(entry.licence).toMatchObject({ redistributable: true, commercial: false, url: null })
  })

  test('without trust and licence has trust 50, and its data is not redistributable', () => {
    expect(entryOf()).toMatchObject({ trust: 50, licence: { name: 'unstated', redistributable: false } })
  })

  test('names every fault at once, each with its line and path', () => {
    const text = `{
  "sources": [
    { "name": "My list", "fromat": "csv",
      "key": "id",
      "trust": 101,
      "map": {
        "titel": "title",
        "year": { "column": "year", "scael": 2 },
        "platforms": { "column": "p", "split": "|", "words": true },
        "genres": { "column": "g", "date": "D-M-YYYY" },
        "kind": { "const": "novel" },
        "votes": "v"
      } }
  ],
  "source": 1
}`
    expect(faultsOf(text)).toEqual([
      'line 3, sources.0.name: must be 1 to 40 lower-case letters, digits and hyphens',
      'line 3, sources.0.format: is missing',
      'line 3, sources.0.fromat: is unknown; did you mean "format"?',
      'line 5, sources.0.trust: must be 0 to 100',
      'line 6, sources.0.map.title: is missing: every game needs a title',
      'line 7, sources.0.map.titel: is not a field; did you mean "title"?',
      'line 8, sources.0.map.year.scael: is unknown; did you mean "scale"?',
      'line 9, sources.0.map.platforms: allows only one of split, words',
      'line 10, sources.0.map.genres: allows split, words, const, missing, codes, flags, but not date',
      `line 11, sources.0.map.kind: must be one of ${KINDS.join(', ')}`,
      'line 12, sources.0.map.votes: need a score: map score.users or score.critics too',
      'line 15, source: is unknown; did you mean "sources"?',
    ])
  })

  test('may not take the name of a source, of a command, or one twice', () => {
    expect(faultsOf(configOf(written({ name: 'steamspy' })), ['steamspy'])).toHaveLength(1)
    expect(faultsOf(configOf(written(), written()))).toEqual([
      'line 12, sources.1.name: is the name of another source: choose another',
    ])
    for (const name of SUBCOMMANDS) expect(faultsOf(configOf(written({ name })))).toHaveLength(1)
  })

  test('with a duplicate member is refused', () => {
    expect(faultsOf('{ "sources": [],\n "sources": [] }')).toEqual(['line 2, sources: appears twice: keep one of them'])
  })

  test('may have comments, and a fault after one keeps its line and path', () => {
    const text = `// what we read
{
  /* one list,
     for now */
  "sources": [ // the list
    { "name": "my-list", "format": "csv", "key": "id",
      // "trust": 90,
      "map": { "titel": "title" /* a slip */ } }
  ]
}`
    expect(faultsOf(text.replace('titel', 'title'))).toEqual([])
    expect(faultsOf(text)).toEqual([
      'line 8, sources.0.map.titel: is not a field; did you mean "title"?',
      'line 8, sources.0.map.title: is missing: every game needs a title',
    ])
  })

  test('names each duplicate member on its own line, however deep it is', () => {
    const entry = `{
  "name": "a", "format": "csv", // "key": "x"
  "key": "id", "key": "id",
  "map": { "title": "t",
    "title": "t" } }`
    expect(faultsOf(`{ "sources": [${entry}] }`)).toEqual([
      'line 3, sources.0.key: appears twice: keep one of them',
      'line 5, sources.0.map.title: appears twice: keep one of them',
    ])
  })

  test.each([
    ['{ "sources": [],\n}', 'remove the comma before the } on line 2'],
    ['{ "sources": [\n // none\n', 'it ends too early, on line 2'],
    ['{ "sources": [] /* open', 'the comment on line 1 is not closed'],
    ['{ "sources": [\nsecret ] }', 'unexpected text without quotes on line 2'],
    [`${'{"a":'.repeat(7_000)}1${'}'.repeat(7_000)}`, 'is nested too deeply'],
    ['{ "sources":\n "\\x secret" }', 'unexpected string on line 2'],
    ['['.repeat(1e6), 'nested too deeply'],
  ])('that is no JSON says what to correct: %#', (text, says) => {
    expect(() => parseDeclared(text, 'sources.json', [])).toThrow(says)
  })

  test('may begin with a byte order mark', () => {
    expect(faultsOf('\uFEFF{ "sources": [] }')).toEqual([])
  })

  test.each([
    ['', 'line 1'],
    ['{\n "sources": [\n', 'line 2'],
    ['{\n "sources": [],\n}', 'line 3'],
    ['{\n "sources": [\n  nul\n] }', 'line 3'],
    ['{ "sources": [] }\n]', 'line 2'],
    ['{ "sources": "\n" }', 'line 1'],
    ['['.repeat(100), 'line 1'],
  ])('that is no JSON says on which line: %j', (text, line) => {
    expect(() => parseDeclared(text, 'sources.json', [])).toThrow(line)
  })
})

test('every command of the loader is a name that no source may have', async () => {
  const lines: string[] = []
  const write = process.stdout.write.bind(process.stdout)
  process.stdout.write = (text) => lines.push(String(text)) > 0
  try {
    const run = createProgram({
      env: () => ({}),
      out() {},
      outBytes: async () => {},
      note() {},
      signal: new AbortController().signal,
    })
    await run(['--help'])
  } finally {
    process.stdout.write = write
  }
  const commands = [...lines.join('').matchAll(/^ {2}([a-z]+) (?=.*)/gm)].map(([, name]) => name)
  expect(commands).toContain('list')
  for (const name of commands.filter((name) => name !== 'source' && name !== 'from'))
    expect(SUBCOMMANDS).toContain(name ?? '')
})

const postgres = { format: 'postgres', from: 'postgres://reader@host:5432/db', query: 'select * from game' }
const elasticsearch = { format: 'elasticsearch', from: 'https://host:9200', index: 'games' }

/** Entries of databases, right and wrong. */
const databases = [
  postgres,
  { ...postgres, key: ['a', 'b'], passwordFile: 'secrets/reader' },
  { ...postgres, format: 'mysql' },
  { ...postgres, format: 'mysql', from: 'mariadb://host/db' },
  { ...postgres, from: undefined },
  { ...postgres, query: undefined },
  { ...postgres, query: { match_all: {} } },
  { ...postgres, records: 'a' },
  { ...postgres, index: 'games' },
  { ...postgres, apiKeyFile: 'key' },
  { ...postgres, format: 'sqlite', from: 'games.db' },
  { ...postgres, format: 'sqlite', from: 'games.db', passwordFile: 'secrets/reader' },
  { ...postgres, format: 'sqlite', from: undefined },
  elasticsearch,
  { ...elasticsearch, key: '_id', apiKeyFile: 'key', query: { term: { kind: 'game' } } },
  { ...elasticsearch, key: '_source' },
  { ...elasticsearch, key: ['a', 'b'] },
  { ...elasticsearch, index: undefined },
  { ...elasticsearch, index: '_all' },
  { ...elasticsearch, index: 'a/b' },
  { ...elasticsearch, from: 'host:9200' },
  { ...elasticsearch, query: 'select 1' },
  { ...elasticsearch, query: { a: {}, b: {} } },
  { ...elasticsearch, passwordFile: 'key' },
]

/** An address for each format. */
const FROM: Record<string, string> = { sqlite: 'games.db', mysql: 'mysql://reader@host/db' }

describe('an entry of a database', () => {
  const faultsOfEntry = (changes: Record<string, unknown>) => faultsOf(configOf(written(changes)))

  test('has the members of its format, and no other', () => {
    expect(faultsOfEntry(postgres)).toEqual([])
    expect(faultsOfEntry({ ...postgres, qery: 'x', query: undefined })).toEqual([
      'line 3, sources.0.query: is missing',
      'line 11, sources.0.qery: is unknown; did you mean "query"?',
    ])
    expect(faultsOfEntry({ ...postgres, records: 'a' })).toEqual([
      'line 12, sources.0.records: is unknown; the members are name, title, key, trust, origin, salesCount, licence, complete, map, format, from, passwordFile, query',
    ])
  })

  test('reports what is wrong with its address, without showing it', () => {
    const says = (changes: Record<string, unknown>) =>
      faultsOfEntry({ ...postgres, ...changes })[0]?.replace(/^.*?: /, '')
    expect(says({ from: 'mysql://reader:secret@host/db' })).toBe(
      'must be an address that begins with postgres:// or postgresql://',
    )
    expect(says({ from: 'games.db' })).toContain('must be an address')
    expect(says({ from: 'postgres://reader:secret@host/db', passwordFile: 'p' })).toBe(
      'has no effect beside the password in from: keep one of them',
    )
  })

  test.each([
    ['select 1; select 2', false],
    ['select 1;\n', true],
    ['select \';\' as a, ";" as b -- ;\n /* ; */ from t', true],
    ["select 'it''s; fine' from t", true],
    ['select 1; -- two', false],
    ['select $a$;$a$', true],
    ["select 'C:\\' as a, 'x;y' as b", true],
    ["select E'it\\'s; fine' as a", true],
  ])('holds one statement: %j', (query, isOne) => {
    expect(faultsOfEntry({ ...postgres, query })).toEqual(
      isOne ? [] : [expect.stringContaining('query: contains several statements: keep one select')],
    )
  })

  test.each([
    ['sqlite', "select 'C:\\' as a, 'x;y' as b", true],
    ['sqlite', 'select 1 as [a;b]', true],
    ['sqlite', "select 'C:\\'; select 2 --'", false],
    ['mysql', "select 'it\\'s; fine' as a", true],
    ['mysql', 'select "it\\"s; fine" as a # ; comment', true],
    ['mysql', "select 'C:\\\\'; select 2", false],
    ['mysql', 'select 5--3; select 2', false],
  ])('counts statements by the quoting rules of %s: %j', (format, query, isOne) => {
    expect(faultsOfEntry({ ...postgres, format, from: FROM[format], query })).toEqual(
      isOne ? [] : [expect.stringContaining('query: contains several statements: keep one select')],
    )
  })

  test('an entry says which list it copies and what its figures of sales count, in few words', () => {
    expect(faultsOfEntry({ ...postgres, origin: 'vgsales', salesCount: 'boxed' })).toEqual([])
    expect(
      faultsOfEntry({ ...postgres, origin: 'VG Chartz', salesCount: 'digital' }).map((says) =>
        says.replace(/^.*?: /, ''),
      ),
    ).toEqual(['must be 1 to 40 lower-case letters, digits and hyphens', 'must be boxed or all'])
  })

  test('reports several statements together with other faults', () => {
    expect(faultsOfEntry({ ...postgres, trust: 101, query: 'select 1; select 2' })).toHaveLength(2)
  })
})

describe('docs/config.schema.json', () => {
  const agree = (config: unknown) =>
    expect([config, validate(config)]).toEqual([config, faultsOf(JSON.stringify(config)).length === 0])
  const values = {
    split: ['|', '', 1],
    scale: [100, 0, '100'],
    date: ['D MMM YYYY', 'X', 'dd', '', ['X', 'D M YYYY'], [], ['dd']],
    number: [true, 0.5, false, 0],
    words: [true, false],
    const: ['game', 'novel', ['a', 'b'], [], ''],
    missing: ['NA', ['NA', '-1'], [], '', 0],
    codes: [{ '0': 'game' }, { '0': 'novel' }, {}, { a: '' }, { '': 'a' }, 'a'],
    flags: [{ win: 'Windows' }, {}, { win: 1 }, 'win'],
    against: ['b', '', 1],
    share: [true, false],
  }

  const expressions = CONVERSIONS.flatMap((conversion) =>
    values[conversion].flatMap((value) => [
      { column: 'a', [conversion]: value },
      { [conversion]: value },
      { column: ['a', 'b'], [conversion]: value },
      { column: 'a', missing: 'NA', [conversion]: value },
      { column: 'a', codes: { a: 'demo' }, [conversion]: value },
    ]),
  )

  test.each([...Object.keys(MAP_FIELDS), 'externalIds.steam', 'externalIds.', 'nonsense'])(
    'takes and refuses the same expressions of %s as the loader',
    (field) => {
      for (const expression of expressions)
        agree({ sources: [written({ map: { title: 't', platforms: 'p', 'score.users': 's', [field]: expression } })] })
    },
  )

  test('takes and refuses the same entries', () => {
    const changes = [
      {},
      { name: 'Big' },
      { name: 'list' },
      { title: '' },
      { format: 'xml' },
      { format: undefined },
      { from: 3 },
      { encoding: 'macintosh' },
      { encoding: 'utf-16' },
      { encoding: 'macintosh', format: 'json' },
      { map: { title: 'a', popularity: { column: [] } } },
      { map: { title: 'a', popularity: { column: ['b', ''] } } },
      { records: 'a.b' },
      { header: ['a', 'b'] },
      { header: [] },
      { header: 'a' },
      { header: ['a', ''] },
      { header: ['a'], format: 'json' },
      { key: ['a', 'b'] },
      { key: [] },
      { key: 1 },
      { trust: 0 },
      { complete: true },
      { complete: 'yes' },
      { trust: 50.5 },
      { trust: -1 },
      { licence: { name: 'CC0-1.0', redistributable: true, commercial: true, attribution: 'x', url: null } },
      { licence: { name: 'CC0-1.0' } },
      { licence: null },
      { map: {} },
      { map: [] },
      { map: { title: 'a', edition: 'e' } },
      { map: { title: 'a', votes: 'v' } },
      { map: { title: 'a', votes: 'v', 'score.critics': 'c' } },
      { map: { title: { column: 'a' }, year: '' } },
      { map: { title: 'a', platforms: { column: 'a', split: ',', words: true } } },
      { map: { title: 'a', platforms: { column: 'a', const: 'b' } } },
      { extra: 1 },
      { query: 'select 1' },
      { index: 'games' },
      ...databases,
    ]
    for (const change of changes) agree(JSON.parse(configOf(written(change))))
    agree({ sources: [], $schema: 'x' })
    agree({})
    agree([])
  })

  test('knows the same kinds and commands', () => {
    expect(schema.$defs.kind.anyOf[1]?.properties?.const?.enum).toEqual([...KINDS])
    expect(schema.$defs.source.properties.name.not.enum).toEqual(SUBCOMMANDS)
    expect(Object.keys(schema.$defs.map.properties)).toEqual(Object.keys(MAP_FIELDS))
  })
})
