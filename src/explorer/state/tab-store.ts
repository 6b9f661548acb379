const nameOf = (name: string) => `vestim-${name}`

/** Returns a value that this tab keeps until it is closed; `undefined` if it keeps none. */
export function readTabValue(name: string): unknown {
  try {
    return JSON.parse(sessionStorage.getItem(nameOf(name)) ?? 'null') ?? undefined
  } catch {
    return undefined
  }
}

/** Keeps a value in this tab until it is closed, also when the page is loaded again; `undefined` removes it. */
export function keepInTab(name: string, value: unknown): void {
  try {
    if (value === undefined) sessionStorage.removeItem(nameOf(name))
    else sessionStorage.setItem(nameOf(name), JSON.stringify(value))
  } catch {
    // The value holds until the page is loaded again.
  }
}
