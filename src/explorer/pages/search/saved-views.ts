import { signal } from '@preact/signals'

/** An address under a name. It is asked anew each time it is opened. */
export type SavedView = { name: string; address: string }

const KEY = 'vestim-views'
const MOST_VIEWS = 100
/** Longest name of a view. */
export const VIEW_NAME_LENGTH = 80

const isView = (value: unknown): value is SavedView => {
  const { name, address } = (value ?? {}) as Partial<Record<string, unknown>> // safe: each member is looked at
  return typeof name === 'string' && typeof address === 'string' && /^\/explorer(?:\?|$)/.test(address)
}

/** Reads the views that this browser keeps. What is no view costs itself only. */
function keptViews(): readonly SavedView[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]')
    return Array.isArray(kept) ? kept.filter(isView) : []
  } catch {
    return []
  }
}

/** Views that this browser keeps, by name. */
export const savedViews = signal<readonly SavedView[]>(keptViews())

// Another tab has changed them.
addEventListener('storage', (event) => {
  if (event instanceof StorageEvent && event.key === KEY) savedViews.value = keptViews()
})

/** Keeps these views. Returns false if the browser keeps nothing. */
function keep(views: readonly SavedView[]): boolean {
  savedViews.value = views.toSorted((one, other) => one.name.localeCompare(other.name)).slice(0, MOST_VIEWS)
  try {
    localStorage.setItem(KEY, JSON.stringify(savedViews.value))
    return true
  } catch {
    return false
  }
}

/** Saves a view, in place of one of the same name. Returns false if it is gone once the page is closed. */
export const saveView = (view: SavedView): boolean =>
  keep([...savedViews.value.filter(({ name }) => name !== view.name), view])

/** Removes a view. */
export const removeView = (view: SavedView): boolean => keep(savedViews.value.filter(({ name }) => name !== view.name))

/** Gives a view another name. A view that had this name is replaced. */
export function renameView(view: SavedView, name: string): boolean {
  const others = savedViews.value.filter((one) => one.name !== view.name && one.name !== name)
  return keep([...others, { ...view, name }])
}
