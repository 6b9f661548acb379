/**
 * The same JSON text with the text values of these members blanked, wherever they stand; nothing else is changed.
 *
 * Personal values are blanked before anything is stored or interpreted: what nobody needs nobody keeps.
 */
export function blankPersonal(json: string, members: readonly string[]): string {
  if (members.length === 0) return json
  const value = new RegExp(`("(?:${members.join('|')})"\\s*:\\s*)"(?:[^"\\\\]|\\\\.)*"`, 'g')
  return json.replace(value, '$1""')
}
