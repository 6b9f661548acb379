import { isObject } from '#lib/json-object'
/** A node of a document made of JSON. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
export type Node = { [key: string]: Json }

const METHODS = new Set(['get', 'put', 'post', 'delete', 'patch'])
const PROBLEM = 'application/problem+json'
const JSON_BODY = 'application/json'

/**
 * Finishes what the swagger plugin wrote: OpenAPI 3.1 instead of 3.0, one body instead of three, problems and security
 * described, every operation with a summary of its own.
 */
export function finished(document: Node): Node {
  const paths = Object.fromEntries(entriesOf(document.paths).map(([path, item]) => [path, finishedPath(item)]))
  return {
    ...document,
    openapi: '3.1.1',
    info: { ...asNode(document.info), license: { name: 'MIT', identifier: 'MIT' } },
    paths: withoutSlash(paths),
    components: {
      ...asNode(document.components),
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: BEARER } },
    },
    security: [{ bearer: [] }],
  }
}

const BEARER = 'A signed token; `bun run token --scope read --for 12h` makes one for a first try'

const isNode = (value: Json | undefined): value is Node => isObject(value)
const asNode = (value: Json | undefined): Node => (isNode(value) ? value : {})
const entriesOf = (value: Json | undefined) => Object.entries(asNode(value))
const listOf = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : [])

/** The plugin names a list `/v1/games/` where the prefix of a module stands alone. */
const withoutSlash = (paths: Node): Node =>
  Object.fromEntries(
    Object.entries(paths).map(([path, item]) => [path.length > 1 ? path.replace(/\/$/, '') : path, item]),
  )

const finishedPath = (item: Json): Json =>
  Object.fromEntries(
    entriesOf(item)
      .filter(([method]) => METHODS.has(method))
      .map(([method, operation]) => [method, finishedOperation(asNode(operation))]),
  )

function finishedOperation(operation: Node): Node {
  const { parameters, responses, requestBody, ...rest } = operation
  return {
    ...rest,
    ...(listOf(parameters).length > 0 && { parameters: listOf(parameters).map(finishedParameter) }),
    ...(isNode(requestBody) && { requestBody: oneBody(requestBody, JSON_BODY) }),
    responses: Object.fromEntries(
      entriesOf(responses).map(([status, response]) => [status, finishedResponse(asNode(response))]),
    ),
  }
}

/** What is said of a parameter belongs to the parameter, and what it is to its schema. */
function finishedParameter(parameter: Json): Json {
  const { schema, description, examples: _, ...rest } = asNode(parameter)
  return { ...rest, ...(description !== undefined && { description }), schema: finishedSchema(schema ?? {}) }
}

function finishedResponse(response: Node): Node {
  const schemas = Object.values(asNode(response.content)).map((content) => asNode(content).schema)
  const schema = isNode(schemas[0]) ? { ...described(response), ...schemas[0] } : undefined
  const description = typeof response.description === 'string' ? response.description : 'As described'
  if (!schema) return { description }
  const type = isProblem(schema) ? PROBLEM : JSON_BODY
  return { description, content: { [type]: { schema: finishedSchema(schema) } } }
}

/** What the plugin put beside the content belongs to the schema. */
const described = ({ content: _, headers: __, description: ___, ...schema }: Node): Node => schema

const isProblem = (schema: Node) => 'requestId' in asNode(schema.properties)

function oneBody(body: Node, type: string): Node {
  const content = asNode(asNode(body.content)[type])
  return { ...body, content: { [type]: { schema: finishedSchema(content.schema ?? {}) } } }
}

/** A schema of TypeBox as JSON Schema of 2020-12, which OpenAPI 3.1 uses as it is. */
function finishedSchema(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(finishedSchema)
  if (!isNode(schema)) return schema
  const { openapi, nullable: _, noValidate: __, ...rest } = schema
  const own = isNode(openapi) ? overridden(rest, openapi) : rest
  return Object.fromEntries(
    Object.entries(own).map(([key, value]) => [
      key,
      key === 'properties' ? finishedProperties(value) : finishedSchema(value),
    ]),
  )
}

/** What a schema says it is to be documented as. Another type sheds what described the first one. */
function overridden(schema: Node, openapi: Node): Node {
  if (!('type' in openapi)) return { ...schema, ...openapi }
  return { ...(schema.description !== undefined && { description: schema.description }), ...openapi }
}

/** Members may be named like keywords of a schema. */
const finishedProperties = (properties: Json): Json =>
  Object.fromEntries(entriesOf(properties).map(([name, schema]) => [name, finishedSchema(schema)]))
