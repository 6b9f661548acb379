import { isObject } from '#lib/json-object'

type Members = Record<string, unknown>

/** Returns a configuration with one entry as JSON; each member and each field of `map` is on its own line, for easy editing. */
export function printConfig({ map, ...members }: Members): string {
  const lines = Object.entries(members).map(([name, value]) => `      ${memberOf(name, value)},`)
  const fields = Object.entries({ ...(map as Members) }).map(([name, value]) => `        ${memberOf(name, value)}`) // safe: the map of a draft is an object
  return [
    '{',
    '  "sources": [',
    '    {',
    ...lines,
    '      "map": {',
    fields.join(',\n'),
    '      }',
    '    }',
    '  ]',
    '}',
  ].join('\n')
}

const memberOf = (name: string, value: unknown): string => `${JSON.stringify(name)}: ${onOneLine(value)}`

/** Returns `{ "a": [1, 2] }` on one line. */
function onOneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(', ')}]`
  if (!isObject(value)) return JSON.stringify(value)
  return `{ ${Object.entries(value)
    .map(([name, inner]) => memberOf(name, inner))
    .join(', ')} }`
}
