import type { Config } from '#lib/config'
import { isObject } from '#lib/json-object'
import { describedAnswers, exampleOf, responseHeaders } from './openapi-answers'
import type { Json, Node } from './openapi-node'
import { PROBLEM_TYPE } from './problem'

const METHODS = new Set(['get', 'put', 'post', 'delete', 'patch'])
const JSON_BODY = 'application/json'

/**
 * Finishes the document of the swagger plugin: OpenAPI 3.1 instead of 3.0, one media type per body instead of three,
 * refusals as problem+json, and the security scheme. `guest` is the scope of callers without a token.
 */
export function finished(document: Node, guest: Config['guest']): Node {
  const paths = Object.fromEntries(entriesOf(document.paths).map(([path, item]) => [path, finishedPath(item, guest)]))
  return {
    ...document,
    openapi: '3.1.1',
    info: { ...asNode(document.info), license: { name: 'MIT', identifier: 'MIT' } },
    paths: withoutSlash(paths),
    components: {
      ...asNode(document.components),
      headers: responseHeaders(),
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: BEARER },
        apiKey: { type: 'apiKey', in: 'header', name: 'X-Api-Key', description: API_KEY },
      },
    },
    security: [{ bearer: [] }, { apiKey: [] }],
  }
}

const BEARER = 'A signed token: of `/v1/auth/login`, or printed by `bun run token --scope read --for 12h`'
const API_KEY = 'A key of an account, made by `/v1/me/keys`'

const isNode = (value: Json | undefined): value is Node => isObject(value)
const asNode = (value: Json | undefined): Node => (isNode(value) ? value : {})
const entriesOf = (value: Json | undefined) => Object.entries(asNode(value))
const listOf = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : [])

/** Removes the slash that the plugin adds to a path which is only the prefix of a module: `/v1/games/`. */
const withoutSlash = (paths: Node): Node =>
  Object.fromEntries(
    Object.entries(paths).map(([path, item]) => [path.length > 1 ? path.replace(/\/$/, '') : path, item]),
  )

const finishedPath = (item: Json, guest: Config['guest']): Json =>
  Object.fromEntries(
    entriesOf(item)
      .filter(([method]) => METHODS.has(method))
      .map(([method, operation]) => [method, finishedOperation(method, asNode(operation), guest)]),
  )

function finishedOperation(method: string, operation: Node, guest: Config['guest']): Node {
  const { parameters, responses, requestBody, ...rest } = operation
  const answers = Object.fromEntries(
    entriesOf(responses).map(([status, response]) => [status, finishedResponse(asNode(response))]),
  )
  const names = listOf(parameters).map((parameter) => asNode(parameter).name)
  return {
    ...rest,
    ...securityOf(rest.security, guest),
    ...(names.length > 0 && { parameters: listOf(parameters).map(finishedParameter) }),
    ...(isNode(requestBody) && { requestBody: oneBody(requestBody) }),
    responses: describedAnswers(withProblems(answers), {
      isTagged: method === 'get' && isTaggedRead(rest.security),
      isPaged: names.includes('cursor') || names.includes('after'),
    }),
  }
}

/** Returns the security of an operation: a token, a key with the same scope, or nothing, if GUEST gives its scope to callers without either. */
function securityOf(security: Json | undefined, guest: Config['guest']): { security?: Json[] } {
  const schemes = listOf(security)
  if (!isNode(schemes[0])) return {}
  return { security: [...(isOpenTo(guest, schemes) ? [{}] : []), ...schemes.flatMap(bothSchemes)] }
}

const isOpenTo = (guest: Config['guest'], [scheme]: readonly Json[]): boolean =>
  listOf(asNode(scheme).bearer).includes(guest)

const bothSchemes = (scheme: Json): Json[] => [scheme, { apiKey: asNode(scheme).bearer ?? [] }]

/** True for the scopes of routes whose responses have an ETag. */
const isTaggedRead = (security: Json | undefined): boolean =>
  listOf(asNode(listOf(security)[0]).bearer).some((scope) => scope === 'read' || scope === 'curate')

/** Adds the problem to a refusal of another shape: a service may be too busy to say that it is not ready. */
function withProblems(answers: Node): Node {
  const problem = asNode(asNode(answers[422]).content)
  return Object.fromEntries(
    Object.entries(answers).map(([status, answer]) => {
      const { content, ...rest } = asNode(answer)
      return [status, Number(status) < 400 ? answer : { ...rest, content: { ...asNode(content), ...problem } }]
    }),
  )
}

/** Moves the description of a parameter from its schema to the parameter itself. */
function finishedParameter(parameter: Json): Json {
  const { schema, description, examples, ...rest } = asNode(parameter)
  const { examples: inner, ...bare } = asNode(schema)
  const finished = asNode(finishedSchema(bare))
  return {
    ...rest,
    ...(description !== undefined && { description }),
    ...exampleOf({ ...finished, examples: examples ?? inner ?? null }),
    schema: finished,
  }
}

function finishedResponse(response: Node): Node {
  const schemas = Object.values(asNode(response.content)).map((content) => asNode(content).schema)
  const schema = isNode(schemas[0]) ? { ...described(response), ...schemas[0] } : undefined
  const description = typeof response.description === 'string' ? response.description : 'As described'
  if (!schema) return { description }
  const body = { schema: finishedSchema(schema) }
  return { description, content: Object.fromEntries(mediaTypesOf(schema).map((type) => [type, body])) }
}

/** Returns the media types of a body: those in the `openapi` member of its schema, else one for JSON. */
function mediaTypesOf(schema: Node): string[] {
  const named = listOf(asNode(schema.openapi).media).filter((type) => typeof type === 'string')
  if (named.length > 0) return named
  return [isProblem(schema) ? PROBLEM_TYPE : JSON_BODY]
}

/** Returns the schema keywords that the plugin put beside `content`. */
const described = ({ content: _, headers: __, description: ___, ...schema }: Node): Node => schema

const isProblem = (schema: Node) => 'requestId' in asNode(schema.properties)

function oneBody(body: Node): Node {
  const { schema } = asNode(asNode(body.content)[JSON_BODY])
  const [type = JSON_BODY, ...others] = mediaTypesOf(asNode(schema))
  const one = { schema: finishedSchema(schema ?? {}), ...exampleOf(schema) }
  const more = others.map((other): [string, Node] => [other, { schema: { type: 'string', minLength: 1 } }])
  return { ...body, content: { [type]: one, ...Object.fromEntries(more) } }
}

/** Converts a schema of TypeBox to JSON Schema 2020-12, which OpenAPI 3.1 uses unchanged. */
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

/**
 * Applies the `openapi` member of a schema. If it names another type, only the description of the original schema
 * stays. `media` names the media types of a body that is not JSON, `list` the words of a comma-separated parameter.
 */
function overridden(schema: Node, openapi: Node): Node {
  const { media: _, list: __, ...own } = openapi
  if (!('type' in own)) return { ...schema, ...own }
  return { ...(schema.description !== undefined && { description: schema.description }), ...own }
}

/** Converts each property by itself, because a property may have the name of a schema keyword, such as `openapi`. */
const finishedProperties = (properties: Json): Json =>
  Object.fromEntries(entriesOf(properties).map(([name, schema]) => [name, finishedSchema(schema)]))
