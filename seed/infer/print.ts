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

/** Returns `{ "a": 1 }` on one line. Line breaks inside texts are escaped in JSON, so they are not changed. */
const onOneLine = (value: unknown): string =>
  JSON.stringify(value, null, 1)
    .replace(/\n\s*/g, ' ')
    .replace(/^\[ (.*) \]$/, '[$1]')
