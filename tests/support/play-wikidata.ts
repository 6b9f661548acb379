import { join } from 'node:path'
import type { Credentials } from '#seed/contract/source'
import type { RunReport } from '#seed/pipeline/report'
import { findSource } from '#seed/sources/index'
import { NO_KEYS, servedAt } from './api-access'
import type { Own } from './each-own'
import type { FakeApi } from './fake-api'
import { type Binding, type FakeWikidataOptions, type Item, startFakeWikidata } from './fake-wikidata'
import { load } from './memory-source'

const ENTITY = 'http://www.wikidata.org/entity/'
const EDITED = '2023-01-01T00:00:00Z'

const { results } = await Bun.file(join(import.meta.dir, '../fixtures/wikidata/statements.json')).json()

/** Items of the fixture: a game with everything, one with a French name, one without a name, a remaster. */
export const FIXTURE_ITEMS: Item[] = [
  ...Map.groupBy<string, Binding>(results.bindings, ({ item }) => item?.value ?? ''),
].map(([item, rows]) => ({ number: Number(item.slice(ENTITY.length + 1)), modified: EDITED, rows }))

/** Returns the item of a game with a name and a Steam id. */
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

/** Credentials with a contact address. */
export const CONTACT: Credentials = { ...NO_KEYS, PUBLIC_URL: 'https://games.example.org' }

/** Returns the source `wikidata` with a fake as its API. */
export const wikidataAt = ({ url }: Pick<FakeApi, 'url'>) => servedAt(findSource('wikidata'), url)

/** Loads everything from a fake. */
export const loadWikidata = ({ stores, clock }: Own, served: FakeApi): Promise<RunReport> =>
  load(stores, wikidataAt(served), { clock, credentials: CONTACT })

/** Runs `work` with a fake. Returns its result, the requests, and the number of requests beyond the limits (`refused`). */
export async function besideWikidata<T>(
  { clock }: Own,
  fake: Partial<FakeWikidataOptions>,
  work: (served: FakeApi) => Promise<T>,
): Promise<{ result: T; refused: number; asked: string[] }> {
  await using served = startFakeWikidata({ items: ITEMS, clock, ...fake })
  const result = await work(served)
  return { result, refused: served.refused(), asked: served.asked }
}
