import type { Json, Node } from './openapi-node'

/**
 * Returns the document with every titled object schema moved to `components.schemas` and referred to by `$ref`.
 *
 * @throws {Error} if two different schemas have one title: one of them would describe the values of the other
 */
export function withNamedSchemas(document: Node): Node {
  const schemas: Node = {}
  const named = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(named)
    if (typeof value !== 'object' || value === null) return value
    const node = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, named(inner)]))
    if (node.type !== 'object' || typeof node.title !== 'string') return node
    schemas[node.title] = mergedSchema(node, (schemas[node.title] ?? node) as Node) // safe: schemas are objects
    return { $ref: `#/components/schemas/${node.title}` }
  }
  const paths = named(document.paths ?? {})
  return { ...document, paths, components: { ...(document.components as Node), schemas } } // safe: a finished document has components
}

/**
 * Returns a schema with the description of either: the plugin moves that of a whole response to the response. Their members are compared
 * by name only, because Elysia adds to a schema once its route has been called.
 */
function mergedSchema(node: Node, known: Node): Node {
  if (membersOf(node) !== membersOf(known)) throw new Error(`Two different schemas have the title ${node.title}.`)
  const description = node.description ?? known.description
  return { ...node, ...(description !== undefined && { description }) }
}

const membersOf = ({ properties, required }: Node): string =>
  JSON.stringify([Object.keys(properties ?? {}), required ?? []].map((names) => (names as string[]).toSorted())) // safe: names of members
