import type { Json, Node } from './openapi-node'

/** Returns the document with every titled object schema moved to `components.schemas` and referred to by `$ref`. */
export function withNamedSchemas(document: Node): Node {
  const schemas: Node = {}
  const named = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(named)
    if (typeof value !== 'object' || value === null) return value
    const node = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, named(inner)]))
    if (node.type !== 'object' || typeof node.title !== 'string') return node
    schemas[node.title] = node
    return { $ref: `#/components/schemas/${node.title}` }
  }
  const paths = named(document.paths ?? {})
  return { ...document, paths, components: { ...(document.components as Node), schemas } } // safe: a finished document has components
}
