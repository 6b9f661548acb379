/** Returns a call of the service for a terminal. */
export const asCurl = (address: string): string =>
  `curl -H "Authorization: Bearer $TOKEN" '${location.origin}${address}'`

/** Returns a call of the service for a program. */
export const asTypeScript = (route: string, query: object): string =>
  `const { data } = await createClient('${location.origin}', { token }).v1.${route}.get({ query: ${JSON.stringify(query)} })`
