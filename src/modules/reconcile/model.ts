import { t } from 'elysia'
import { FORM_TYPE } from '#src/http/form-body'
import { PageSize, READABLE, STORABLE, Whole } from '#src/wire/fields'

const NamedShape = t.Object({
  id: t.String(),
  name: t.String(),
  description: t.Optional(t.String()),
})

const Template = t.Object({ url: t.String({ description: 'URL with `{{id}}` in the place of the id' }) })
const Service = t.Object({ service_url: t.String(), service_path: t.String() })

const ReconcileManifest = t.Object(
  {
    versions: t.Array(t.String(), { description: 'Versions of the specification' }),
    name: t.String(),
    identifierSpace: t.String(),
    schemaSpace: t.String(),
    serviceVersion: t.String(),
    documentation: t.String(),
    defaultTypes: t.Array(NamedShape),
    view: Template,
    preview: t.Object({
      ...Template.properties,
      width: Whole({ description: 'Pixels' }),
      height: Whole({ description: 'Pixels' }),
    }),
    suggest: t.Object({ entity: Service, property: Service, type: Service }),
    extend: t.Object({ propose_properties: Service, property_settings: t.Array(t.Object({})) }),
    batchSize: Whole({ description: 'Most queries of one batch' }),
  },
  { title: 'ReconcileManifest', description: 'Manifest of the reconciliation service' },
)
export type ReconcileManifest = typeof ReconcileManifest.static

const ReconcileCandidate = t.Object(
  {
    id: t.String({ description: 'Id of the game' }),
    name: t.String({ description: 'Title of the game' }),
    description: t.String({ description: 'Year and platforms' }),
    type: t.Array(NamedShape, { description: 'Kind of the game' }),
    score: t.Number({ description: 'Sum of the weights of the evidence, in bits' }),
    match: t.Boolean({ description: 'True if a list with this record would be linked with the game' }),
    features: t.Array(
      t.Object({
        id: t.String({ description: 'Code of the evidence' }),
        value: t.Number({ description: 'Its weight, in bits' }),
      }),
    ),
  },
  { title: 'ReconcileCandidate', description: 'A game that a query may mean' },
)
export type ReconcileCandidate = typeof ReconcileCandidate.static

const ReconcileResults = t.Record(t.String(), t.Object({ result: t.Array(ReconcileCandidate) }), {
  title: 'ReconcileResults',
  description: 'Candidates of each query, by the name of the query',
})
export type ReconcileResults = typeof ReconcileResults.static

const ExtensionValue = t.Union([
  t.Object({ str: t.String() }),
  t.Object({ int: Whole({ description: 'Whole number' }) }),
  t.Object({ float: t.Number() }),
  t.Object({ date: t.String() }),
])

const ReconcileExtension = t.Object(
  {
    meta: t.Array(NamedShape, { description: 'The properties that were asked for' }),
    rows: t.Record(t.String(), t.Record(t.String(), t.Array(ExtensionValue)), {
      description: 'Values by the id of the game and the property',
    }),
  },
  { title: 'ReconcileExtension', description: 'Values of properties' },
)
export type ReconcileExtension = typeof ReconcileExtension.static

export const ReconcileAnswer = t.Union([ReconcileManifest, ReconcileExtension, ReconcileResults], {
  title: 'ReconcileAnswer',
  description: 'Candidates for `queries`, values for `extend`; without both the manifest',
})
export type ReconcileAnswer = typeof ReconcileAnswer.static

/** Returns the schema of a JSON text. `pattern` is for the document only: a text of another form is malformed JSON. */
const Batch = (description: string, pattern: string, example: object) =>
  t.String({
    description,
    contentMediaType: 'application/json',
    examples: [JSON.stringify(example)],
    openapi: { pattern },
  })

const fields = (pattern: string) => ({
  queries: t.Optional(
    Batch('At most 50 queries by name, as JSON; not with `extend`', pattern, {
      q0: {
        query: 'Legend of Zelda, The: Twilight Princess',
        type: 'game',
        type_strict: 'should',
        properties: [{ pid: 'platform', v: 'Wii' }],
      },
    }),
  ),
  extend: t.Optional(
    Batch('At most 50 ids of games, and properties, as JSON; not with `queries`', pattern, {
      ids: ['0196a3c2-7d1e-7b3a-9c44-5f0e8d2b6a11'],
      properties: [{ id: 'year' }],
    }),
  ),
})

export const ReconcileQuery = t.Object(fields(READABLE))
export type ReconcileFields = typeof ReconcileQuery.static

export const ReconcileForm = t.Object(fields(STORABLE), {
  additionalProperties: false,
  description: 'A form with `queries` or `extend`',
  // For the document only: the refusal of another number names both fields.
  openapi: { media: [FORM_TYPE], minProperties: 1, maxProperties: 1 },
  examples: [{ queries: '{"q0":{"query":"Legend of Zelda, The: Twilight Princess"}}' }],
})

const unused = (example: string) =>
  t.Optional(
    t.String({ maxLength: 500, pattern: READABLE, description: 'Sent by OpenRefine; not used', examples: [example] }),
  )

export const SuggestTextQuery = t.Object({
  prefix: t.String({
    maxLength: 500,
    pattern: READABLE,
    description: 'Text as typed so far, or an id',
    examples: ['zel'],
  }),
  cursor: t.Optional(
    t.String({ pattern: '^\\d{1,4}$', description: 'Number of suggestions to skip', examples: ['0'] }),
  ),
  type: unused('game'),
  schema: unused('game'),
  filter: unused('all'),
  spell: unused('always'),
  exact: unused('false'),
  prefixed: unused('true'),
  lang: unused('en'),
})

export const SuggestionResults = t.Object(
  { result: t.Array(NamedShape, { description: 'Best first' }) },
  { title: 'SuggestionResults', description: 'Games, properties or types that complete a text' },
)

export const ProposeQuery = t.Object({
  type: t.Optional(
    t.String({ maxLength: 500, pattern: READABLE, description: 'Type of the entities', examples: ['game'] }),
  ),
  limit: t.Optional(PageSize),
})

export const ProposedProperties = t.Object(
  { type: t.Optional(t.String()), properties: t.Array(NamedShape) },
  { title: 'ProposedProperties', description: 'Properties whose values can be fetched' },
)
