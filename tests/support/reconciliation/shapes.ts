import Ajv2020 from 'ajv/dist/2020'

/**
 * Shapes of the responses of a reconciliation service, written after the specification.
 *
 * @see https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
 */
const text = { type: 'string' }
const withId = { pattern: '\\{\\{id\\}\\}', type: 'string' }
const named = { type: 'object', properties: { id: text, name: text, description: text }, required: ['id', 'name'] }
const typeOrId = { oneOf: [text, { type: 'object', properties: { id: text, name: text }, required: ['id'] }] }
const service = { type: 'object', properties: { service_url: text, service_path: text } }
const only = (name: string, type: string, more: object = {}) => ({
  type: 'object',
  properties: { [name]: { type, ...more } },
  required: [name],
  additionalProperties: false,
})

/** Values of dates are times of a day: a day alone is refused. */
const DATE = { pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z$' }

const SHAPES = {
  manifest: {
    type: 'object',
    properties: {
      versions: { type: 'array', items: text, contains: { const: '0.2' } },
      name: text,
      identifierSpace: text,
      schemaSpace: text,
      documentation: text,
      serviceVersion: text,
      defaultTypes: { type: 'array', items: named, uniqueItems: true },
      view: { type: 'object', properties: { url: withId }, required: ['url'] },
      preview: {
        type: 'object',
        properties: { url: withId, width: { type: 'integer' }, height: { type: 'integer' } },
        required: ['url', 'width', 'height'],
      },
      suggest: { type: 'object', properties: { entity: service, property: service, type: service } },
      extend: { type: 'object', properties: { propose_properties: service, property_settings: { type: 'array' } } },
      batchSize: { type: 'integer', minimum: 1 },
    },
    required: ['versions', 'name', 'identifierSpace', 'schemaSpace'],
  },
  results: {
    type: 'object',
    additionalProperties: {
      type: 'object',
      properties: {
        result: {
          type: 'array',
          items: {
            type: 'object',
            properties: {
              ...named.properties,
              score: { type: 'number' },
              match: { type: 'boolean' },
              type: { type: 'array', items: typeOrId },
              features: {
                type: 'array',
                items: { type: 'object', properties: { id: text, value: { type: ['number', 'boolean'] } } },
              },
            },
            required: ['id', 'name', 'score'],
          },
        },
      },
      required: ['result'],
    },
  },
  suggestions: { type: 'object', properties: { result: { type: 'array', items: named } }, required: ['result'] },
  proposal: { type: 'object', properties: { properties: { type: 'array', items: named } }, required: ['properties'] },
  extension: {
    type: 'object',
    properties: {
      meta: { type: 'array', items: named },
      rows: {
        type: 'object',
        additionalProperties: {
          type: 'object',
          additionalProperties: {
            type: 'array',
            items: {
              oneOf: [
                only('str', 'string'),
                only('int', 'integer'),
                only('float', 'number'),
                only('date', 'string', DATE),
              ],
            },
          },
        },
      },
    },
    required: ['meta', 'rows'],
  },
} as const

const ajv = new Ajv2020({ strict: false })

/** Returns what is wrong with a response, as the specification describes it; empty if nothing is. */
export function faultsOfShape(shape: keyof typeof SHAPES, value: unknown): string {
  const check = ajv.compile(SHAPES[shape])
  return check(value) ? '' : ajv.errorsText(check.errors)
}
