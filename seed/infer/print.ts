type Members = Record<string, unknown>

/** A configuration of one entry as JSON, each member and each field of the map on a line of its own: easy to edit. */
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

/** `{ "a": 1 }` in place of three lines; a line break within a text is an escape and stays one. */
const onOneLine = (value: unknown): string =>
  JSON.stringify(value, null, 1)
    .replace(/\n\s*/g, ' ')
    .replace(/^\[ (.*) \]$/, '[$1]')
