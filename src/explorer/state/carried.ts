import { keepInTab, readTabValue } from './tab-store'

const NAME = 'carried'

const carried = (readTabValue(NAME) ?? {}) as Readonly<Record<string, unknown>> // safe: no other code writes it
keepInTab(NAME, undefined)

const values = new Map<string, () => unknown>()

/** Returns what a value was before the language was changed, `undefined` after any other load, and has `read` carry it over the next change. */
export function carryOver(name: string, read: () => unknown): unknown {
  values.set(name, read)
  return carried[name]
}

/** Keeps what a person has chosen, for the page in another language. */
export const carryAll = (): void =>
  keepInTab(NAME, Object.fromEntries([...values].map(([name, read]) => [name, read()])))
