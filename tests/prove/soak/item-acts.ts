import type { Answered } from '../load/client'
import { bodyOf, type ExportedFacts, factsOf, markOf } from './facts'
import type { ItemLedger } from './item-ledger'
import type { Person, SoakLoad } from './load'
import { askAs } from './person'
import { isUnclear } from './possible'

/** What a person does with one of their collections. */
export type ItemAct = (load: SoakLoad, person: Person, collection: ItemLedger) => Promise<void>

const ROWS = 20
/** Share of the rows of an import whose titles are those of games. */
const REAL_ROWS = 3

const itemsOf = ({ name }: ItemLedger): string => `/v1/me/collections/${encodeURIComponent(name)}/items`
const idOf = ({ text }: Answered): string => JSON.parse(text).id
const oneOf = <T>(load: SoakLoad, values: readonly T[]): T | undefined =>
  values[Math.floor(load.random() * values.length)]

/** Puts a game into the collection, or sets all facts of its item. Several items may be about a game after merges: 409. */
export const putGame: ItemAct = async (load, person, collection) => {
  const [mark, slug] = [load.people.nextMark(), oneOf(load, load.slugs)]
  const path = `${itemsOf(collection)}/${slug}`
  const answer = await askAs(load, person, 'PUT', path, { body: bodyOf(mark), expects: [200, 404, 409] })
  if (answer.status === 200) collection.has(idOf(answer), mark)
  else if (isUnclear(answer)) collection.mayHave(mark)
}

/** Sets all facts of an item. */
export const editItem: ItemAct = async (load, person, collection) => {
  const [item, mark] = [oneOf(load, collection.items()), load.people.nextMark()]
  if (!item) return
  const answer = await askAs(load, person, 'PATCH', `${itemsOf(collection)}/${item}`, { body: bodyOf(mark) })
  if (answer.status === 200) collection.has(item, mark)
  else if (isUnclear(answer)) collection.mayHave(mark, item)
}

/** Deletes an item. */
export const deleteItem: ItemAct = async (load, person, collection) => {
  const item = oneOf(load, collection.items())
  if (!item) return
  const answer = await askAs(load, person, 'DELETE', `${itemsOf(collection)}/${item}`)
  if (answer.status === 200) collection.gone(item)
  else if (isUnclear(answer)) collection.mayBeGone(item)
}

/** Imports a list of games and of titles that no game has, as JSON or CSV; every third one is a dry run. */
export const importList: ItemAct = async (load, person, collection) => {
  const marks = Array.from({ length: ROWS }, load.people.nextMark)
  const rows = marks.map((mark, at) => ({
    title: at < REAL_ROWS ? (oneOf(load, load.slugs) ?? '').replaceAll('-', ' ') : `Zqxv Unheard ${mark} Wkjy`,
    ...factsOf(mark),
  }))
  const [isDry, isCsv] = [load.random() < 1 / 3, load.random() < 1 / 2]
  const path = `/v1/me/collections/${encodeURIComponent(collection.name)}/import?dryRun=${isDry}`
  const sent = isCsv ? { type: 'text/csv', body: csvOf(rows) } : { body: rows }
  const answer = await askAs(load, person, 'POST', path, sent)
  if (answer.status !== 200) return
  const report = JSON.parse(answer.text) as { rows: number; refused: number } // safe: the report of an import
  if (report.rows !== ROWS || report.refused !== 0) load.people.surprises.push(`import: ${answer.text.slice(0, 300)}`)
  if (!isDry) await noteRows(load, person, collection, marks.slice(REAL_ROWS))
}

const csvOf = (rows: readonly Record<string, unknown>[]): string =>
  [Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row))].map((cells) => `${cells.join()}\n`).join('')

/** Notes the rows of an acknowledged import, and the ids of their items as far as the service tells them now. */
async function noteRows(
  load: SoakLoad,
  person: Person,
  collection: ItemLedger,
  marks: readonly number[],
): Promise<void> {
  for (const mark of marks) collection.hasRow(mark)
  const found = await askAs(load, person, 'GET', `${itemsOf(collection)}?sort=-added&limit=100`)
  if (found.status !== 200) return
  const { items } = JSON.parse(found.text) as { items: { id: string; notes: string | null }[] } // safe: a page of items
  for (const { id, notes } of items) collection.isItem(markOf({ notes }), id)
}

/** Exports a collection and compares it with what was acknowledged. */
export const exportItems: ItemAct = async (load, person, collection) => {
  const path = `/v1/me/collections/${encodeURIComponent(collection.name)}/export`
  const answer = await askAs(load, person, 'GET', path, { accept: 'application/json' })
  if (answer.status !== 200) return
  const items = JSON.parse(answer.text) as ExportedFacts[] // safe: the export of a collection
  load.people.surprises.push(...collection.wrong(items).map((fault) => `export of ${person.email}: ${fault}`))
}
