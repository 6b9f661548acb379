import { expect, test } from 'bun:test'
import { withNamedSchemas } from '#src/http/openapi-schemas'

const game = { type: 'object', title: 'Game', properties: { id: { type: 'string' } } }
const documentOf = (...schemas: { [key: string]: string | object }[]) => ({
  paths: { '/v1': JSON.parse(JSON.stringify(schemas)) },
  components: {},
})

test('a schema that is used twice is named once', () =>
  expect(withNamedSchemas(documentOf(game, { ...game }))).toEqual({
    paths: { '/v1': [{ $ref: '#/components/schemas/Game' }, { $ref: '#/components/schemas/Game' }] },
    components: { schemas: { Game: game } },
  }))

test('a schema keeps its description where another use has none', () => {
  const described = { ...game, description: 'A game' }
  for (const schemas of [
    [game, described],
    [described, game],
  ])
    expect(withNamedSchemas(documentOf(...schemas)).components).toEqual({ schemas: { Game: described } })
})

test('two schemas with one title are refused', () =>
  expect(() => withNamedSchemas(documentOf(game, { ...game, properties: {} }))).toThrow('Game'))
