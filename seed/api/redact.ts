/**
 * Returns the text without these keys, plain, URL-encoded or as JSON: RAWG repeats the key in the link to the next
 * page.
 */
export function redactKeys(text: string, keys: readonly (string | number)[]): string {
  const written = keys.map(String).flatMap((key) => [key, encodeURIComponent(key), JSON.stringify(key).slice(1, -1)])
  return [...new Set(written)].filter((key) => key !== '').reduce((blanked, key) => blanked.replaceAll(key, ''), text)
}
