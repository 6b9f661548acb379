/**
 * The same JSON text with the text values of these members blanked, wherever they stand; nothing else is changed.
 *
 * Personal values are blanked before anything is stored or interpreted: what nobody needs nobody keeps.
 */
export function redactPersonal(json: string, members: readonly string[]): string {
  if (members.length === 0) return json
  const value = new RegExp(`("(?:${members.join('|')})"\\s*:\\s*)"(?:[^"\\\\]|\\\\.)*"`, 'g')
  return json.replace(value, '$1""')
}

/** The same text without these keys, wherever an API repeats them: RAWG writes the key into the link to the next page. */
export function redactKeys(text: string, keys: readonly (string | number)[]): string {
  const written = keys.map(String).flatMap((key) => [key, encodeURIComponent(key), JSON.stringify(key).slice(1, -1)])
  return [...new Set(written)].filter((key) => key !== '').reduce((blanked, key) => blanked.replaceAll(key, ''), text)
}
