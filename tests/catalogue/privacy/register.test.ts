import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { isPersonalField } from '#catalogue/privacy/personal-fields'
import { BASES, REGISTER } from '#catalogue/privacy/register'
import { RIGHTS, rightsOf } from '#catalogue/privacy/rights'
import { brokenReferences, unclassifiedColumns, unclassifiedFields } from '#catalogue/privacy/unclassified'
import { fieldsOf } from '#seed/contract/fields'
import { SOURCES } from '#seed/sources/index'
import { readSchema } from '#tests/support/schema-facts'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores
beforeAll(async () => {
  stores = await createTestStores()
})
afterAll(() => stores[Symbol.asyncDispose]())

const columns = async () =>
  (await readSchema(stores.db)).map((table) => ({ name: table.name, fields: table.columns.map(({ name }) => name) }))
const fields = SOURCES.map((source) => ({ name: source.name, fields: fieldsOf(source) }))

describe('privacy/register.yml', () => {
  test('has a class for every column of a migrated database, and for no other', async () => {
    expect(unclassifiedColumns(await columns())).toEqual([])
  })

  test('has a class for every field that a source of this release reads, and for no other', () => {
    for (const each of fields) expect([each.name, each.fields.length > 0]).toEqual([each.name, true])
    expect(unclassifiedFields(fields)).toEqual([])
  })

  test('names only purposes, times and classes that it declares, and one class for each column', () => {
    expect(brokenReferences(REGISTER)).toEqual([])
  })

  test('says what to add for a new column, a new table and a new field', async () => {
    const [first] = await columns()
    const more = [...(await columns()), { name: 'guest', fields: ['nick'] }]
    expect(unclassifiedColumns(more)).toEqual([
      'guest.nick has no class: add it to privacy/register.yml, below tables.guest.',
    ])
    expect(unclassifiedColumns((await columns()).filter((each) => each.name !== first?.name))[0]).toEndWith(
      `remove it from privacy/register.yml, below tables.${first?.name}.`,
    )
    expect(unclassifiedFields([...fields, { name: 'itch', fields: ['author'] }])).toEqual([
      'itch.author has no class: add it to privacy/register.yml, below sources.itch.',
    ])
  })

  test('says what is wrong with a class', () => {
    const { classes } = REGISTER
    const broken = { ...classes, event: { en: 'x', fr: 'x', action: 'keep' as const, purpose: 'fun' } }
    expect(brokenReferences({ ...REGISTER, classes: broken })).toEqual([
      'The purpose fun of the class event is not declared.',
      'The class event needs a purpose and a retention.',
    ])
  })

  test('every purpose has one legal basis, and its rights are those of the table of the CNIL', () => {
    for (const { basis } of Object.values(REGISTER.purposes)) expect(BASES).toContain(basis)
    const table = Object.fromEntries(
      BASES.map((basis) => [basis, RIGHTS.filter((right) => !rightsOf(basis).includes(right))]),
    )
    expect(table).toEqual({
      consent: ['objection'],
      contract: ['objection'],
      'legal-obligation': ['erasure', 'portability', 'objection'],
      'legitimate-interest': ['portability'],
    })
  })

  test('a source of this release reads no field that is about a person', () => {
    expect(
      fields.flatMap(({ name, fields }) => fields.filter(isPersonalField).map((field) => `${name}.${field}`)),
    ).toEqual([])
  })

  test.each(['email', 'E-Mail', 'Reviewer Name', 'reviewer_name', 'authorUrl', 'SteamID64', 'IP address', 'Prénom'])(
    'knows %s as a field about a person',
    (name) => {
      expect(isPersonalField(name)).toBe(true)
    },
  )

  test.each([
    'name',
    'title',
    'user_score',
    'user_reviews',
    'steam_id',
    'developer',
    'email_count',
    'x'.repeat(10_000),
  ])('takes %s for no field about a person', (name) => {
    expect(isPersonalField(name)).toBe(false)
  })
})
