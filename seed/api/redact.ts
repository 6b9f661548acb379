/**
 * Returns the JSON text with the text values of these members blanked, at any depth; nothing else is changed.
 *
 * Applied before a response is stored or split, so that personal data the catalogue does not need is never kept.
 */
export function redactPersonal(json: string, members: readonly string[]): string {
  if (members.length === 0) return json
  const value = new RegExp(`("(?:${members.join('|')})"\\s*:\\s*)"(?:[^"\\\\]|\\\\.)*"`, 'g')
  return json.replace(value, '$1""')
}

/**
 * Returns the text without these keys, plain, URL-encoded or as JSON: RAWG repeats the key in the link to the next
 * page.
 */
export function redactKeys(text: string, keys: readonly (string | number)[]): string {
  const written = keys.map(String).flatMap((key) => [key, encodeURIComponent(key), JSON.stringify(key).slice(1, -1)])
  return [...new Set(written)].filter((key) => key !== '').reduce((blanked, key) => blanked.replaceAll(key, ''), text)
}
