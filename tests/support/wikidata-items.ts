import { join } from 'node:path'
import type { Binding, Item } from './fake-wikidata'

const ENTITY = 'http://www.wikidata.org/entity/'
const EDITED = '2023-01-01T00:00:00Z'

const { results } = await Bun.file(join(import.meta.dir, '../fixtures/wikidata/statements.json')).json()

/** The items of the committed answer: a game with everything, one named in French, one without a name, a remaster. */
export const FIXTURE_ITEMS: Item[] = [
  ...Map.groupBy<string, Binding>(results.bindings, ({ item }) => item?.value ?? ''),
].map(([item, rows]) => ({ number: Number(item.slice(ENTITY.length + 1)), modified: EDITED, rows }))

/** An item of a game that has a name and an id of Steam. */
export const anItem = (number: number, name: string, modified = EDITED): Item => {
  const row = (field: string, value: Binding[string]): Binding => ({
    item: { type: 'uri', value: `${ENTITY}Q${number}` },
    field: { type: 'literal', value: field },
    value,
  })
  return {
    number,
    modified,
    rows: [
      row('class', { type: 'uri', value: `${ENTITY}Q7889` }),
      row('label', { type: 'literal', value: name, 'xml:lang': 'en' }),
      row('steam', { type: 'literal', value: String(number) }),
    ],
  }
}

/** Three chunks of items, one of them without a name. */
export const ITEMS: Item[] = FIXTURE_ITEMS.concat(
  Array.from({ length: 500 }, (_, at) => anItem(200_000 + at * 7, `Quest of Sir ${at % 450}`)),
)
