import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { arrayLiteral, copyLine } from '#db/postgres/copy'
import { rowsOf } from '#db/stores'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores

beforeAll(async () => {
  stores = await createTestStores()
  await stores.db.execute(sql`create table copied (ordinal int, value text)`)
})
afterAll(() => stores[Symbol.asyncDispose]())

const text = fc.string({ unit: 'grapheme' }).filter((value) => !value.includes('\0') && value.isWellFormed())

describe('COPY', () => {
  test('stores every value exactly, whatever characters it has', async () => {
    const values = [
      '',
      '\\N',
      '\\.',
      'a\tb',
      'line\nbreak',
      'back\\slash',
      '\r',
      'Pokémon ™ 日本語 🎮',
      ...fc.sample(text, 200),
    ]
    await stores.bulk((tx) =>
      tx.copyIn(
        'copied',
        ['ordinal', 'value'],
        values.map((value, at) => copyLine([String(at), value])),
      ),
    )
    const rows = await rowsOf<{ value: string }>(stores.db, sql`select value from copied order by ordinal`)
    expect(rows.map((row) => row.value)).toEqual(values)
  })

  test('stores every list of texts exactly', async () => {
    const lists = [
      [],
      [''],
      ['null', 'NULL'],
      ['a,b', '{}', '"', '\\', '\\"', ' a '],
      ...fc.sample(fc.array(text), 200),
    ]
    await stores.db.execute(sql`create table copied_list (ordinal int, value text[])`)
    await stores.bulk((tx) =>
      tx.copyIn(
        'copied_list',
        ['ordinal', 'value'],
        lists.map((list, at) => copyLine([String(at), arrayLiteral(list)])),
      ),
    )
    const rows = await rowsOf<{ value: string[] }>(
      stores.db,
      sql`select to_json(value) as value from copied_list order by ordinal`,
    )
    expect(rows.map((row) => row.value)).toEqual(lists)
  })

  test('a refused line rolls its transaction back, and the store can still be used', async () => {
    await stores.db.execute(sql`truncate copied`)
    const lines = [copyLine(['1', 'good']), copyLine(['no number', 'bad'])]
    const refused = stores.bulk(async (tx) => {
      await tx.query('insert into copied values ($1::int, $2)', [0, 'before'])
      await tx.copyIn('copied', ['ordinal', 'value'], lines)
    })
    await expect(refused).rejects.toThrow('invalid input syntax')
    expect(await rowsOf(stores.db, sql`select * from copied`)).toEqual([])
  })
})
