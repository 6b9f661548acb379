/** A route as an app lists it. */
export type Listed = { method: string; path: string }

/** The methods that answer at a path, for the Allow header; empty where no route stands there. */
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
