import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { listed } from './catalogue'
import { type GoldRow, readGold } from './gold'

/** A list in the dialect of those who write it, and for each row the name of a record of its game (`gamesByRecord`). */
export type DialectList = { name: string; file: string; delimiter: string; content: string; truth: string[] }

/** Rows of the three lists together: 500. */
const ROWS = { shop: 170, magazine: 165, collector: 165 }

/** Changes that people make to titles; a row gets one by its position. */
type Dirt = readonly ((title: string) => string)[]

const withArticleLast = (title: string) => title.replace(/^(The|An?) (.*)$/, '$2, $1')
const SHOP_DIRT: Dirt = [
  (title) => title,
  (title) => `${title}™`,
  (title) => `${title} (PC)`,
  (title) => `${title} - PC Download`,
  (title) => title.toUpperCase(),
]
const MAGAZINE_DIRT: Dirt = [
  (title) => title.toUpperCase(),
  (title) => title.replace(': ', ' - '),
  (title) => title,
  (title) => title.replace(/^The /, ''),
  (title) => title.replace(/\bII\b/, '2').replace(/\bIII\b/, '3'),
]
const COLLECTOR_DIRT: Dirt = [
  withArticleLast,
  (title) => title.replace('&', 'and'),
  (title) => `${title} [boxed]`,
  (title) => title.toLowerCase(),
  (title) => title.replace(/[:!.']/g, ''),
]

const changed = (dirt: Dirt, title: string, at: number): string => dirt[at % dirt.length]?.(title) ?? title

/** Returns this many rows, evenly spread. */
const spread = <Row>(rows: readonly Row[], count: number): Row[] =>
  rows
    .filter((_, at) => Math.floor((at * count) / rows.length) !== Math.floor(((at - 1) * count) / rows.length))
    .slice(0, count)

const cells = (values: readonly (string | undefined)[], delimiter: string): string =>
  values.map((value = '') => `"${value.replaceAll('"', '""')}"`).join(delimiter)

/** Makes the three lists from the lists of TEST_DATA_DIR. */
export const dialectLists = async (data: string): Promise<DialectList[]> => [
  await shopList(data),
  await magazineList(data),
  await collectorList(data),
]

/** A shop: its article, its price and its own number. The titles are those of other shops, the truth is their id at Steam. */
async function shopList(data: string): Promise<DialectList> {
  const rows = spread(await readGold(data, 'gold_stores_umu_steam'), ROWS.shop)
  const lines = rows.map(({ title = '', store_id }, at) =>
    cells([`A${at}`, changed(SHOP_DIRT, title, at), `${at % 60},99`, store_id], ';'),
  )
  const truth = rows.map(({ steam_appid = '' }) => listed('steam', steam_appid))
  return {
    name: 'shop',
    file: 'shop.csv',
    delimiter: ';',
    content: ['Artikel;Titel;Preis;Nummer', ...lines, ''].join('\r\n'),
    truth,
  }
}

/** A magazine: title, year and system of what it reviewed. */
async function magazineList(data: string): Promise<DialectList> {
  const rows = spread(await rowsOf(data, 'ign_reviews_with_url.csv'), ROWS.magazine)
  const lines = rows.map(({ title = '', platform, release_year }, at) =>
    cells([changed(MAGAZINE_DIRT, title, at), release_year, platform], ','),
  )
  const truth = rows.map(({ url }) => `ign/${url}`)
  return {
    name: 'magazine',
    file: 'magazine.csv',
    delimiter: ',',
    content: ['Game,Year,System', ...lines, ''].join('\n'),
    truth,
  }
}

/** A collector: title, console by its code, and publisher, without a year, separated by tabs. */
async function collectorList(data: string): Promise<DialectList> {
  const known = new Map(
    (await rowsOf(data, 'vgsales.csv')).map(({ Name, Platform, Year = '' }) => [`${Name}|${Platform}`, Year]),
  )
  const isKnown = ({ title, console }: GoldRow) => known.has(`${title}|${console}`)
  const rows = spread((await rowsOf(data, 'vgchartz_2024_subset.csv')).filter(isKnown), ROWS.collector)
  const lines = rows.map(({ title = '', console, publisher }, at) =>
    cells([changed(COLLECTOR_DIRT, title, at), console, publisher], '\t'),
  )
  const truth = rows.map(({ title = '', console }) => vgsalesName(title, known.get(`${title}|${console}`) ?? ''))
  return {
    name: 'collector',
    file: 'collector.tsv',
    delimiter: '\t',
    content: ['title\tconsole\tpublisher', ...lines, ''].join('\n'),
    truth,
  }
}

/** Returns the name of the records of a title and year of vgsales, whatever their platform. */
const vgsalesName = (title: string, year: string): string =>
  `vgsales/${title.toLowerCase()}|${/^\d{4}/.exec(year)?.[0] ?? ''}`

/** Returns the name by which a list knows a record: without its platform if it is one of vgsales. */
export const dialectName = (record: string): string =>
  record.startsWith('vgsales/') ? record.replace(/\|[^|]*(?=\|[^|]*$)/, '') : record

async function rowsOf(data: string, file: string): Promise<GoldRow[]> {
  const text = await Bun.file(join(data, 'csv', file)).text()
  // safe: with `columns` csv-parse returns objects of strings
  return parse(text, { columns: true, relax_quotes: true, relax_column_count: true }) as GoldRow[]
}
