/** A route in the list of an app: `path` is a pattern such as `/v1/games/:slug`. */
export type Listed = { method: string; path: string }

/**
 * Returns a function that lists the methods of the routes at a path, for the Allow header; empty if no route has the
 * path.
 */
export function createAllowed(routes: () => readonly Listed[]): (path: string) => string[] {
  let known: { method: string; pattern: RegExp }[] | undefined
  return (path) => {
    known ??= routes().map(({ method, path: template }) => ({ method, pattern: patternOf(template) }))
    const methods = new Set(known.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method))
    if (methods.has('GET')) methods.add('HEAD')
    return [...methods].sort()
  }
}

const patternOf = (template: string) =>
  new RegExp(`^${template.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:[^/]+/g, '[^/]+')}/?$`)
