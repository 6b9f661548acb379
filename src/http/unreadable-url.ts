/** U+FFFD, which Bun writes into the URL in the place of bytes that are neither escaped nor UTF-8. */
const REPLACED = /%ef%bf%bd/i

/**
 * Returns the place in a URL of a `%` that begins no escape, or of bytes that are not UTF-8: the name of a known parameter, `the
 * query` or `the path`. `undefined` if all of it can be read.
 */
export function unreadablePlace(url: string, known: object): string | undefined {
  if (!url.includes('%')) return undefined
  const [address = '', ...query] = url.split('?')
  if (!isReadable(address)) return 'the path'
  const pair = query
    .join('?')
    .split('&')
    .find((each) => !isReadable(each))
  if (pair === undefined) return undefined
  const [name = ''] = pair.split('=', 1)
  return Object.hasOwn(known, name) ? name : 'the query'
}

function isReadable(text: string): boolean {
  try {
    decodeURIComponent(text)
    return !REPLACED.test(text)
  } catch {
    return false
  }
}
