import { signal } from '@preact/signals'
import type { FunctionComponent } from 'preact'
import { PAGE_PATHS, type PagePath } from '../paths'
import { SearchView } from './search/search-view'
import { loadStyle } from './style'

/** A page. It gets the parameter of its address, such as the slug of a game. */
export type PageView = FunctionComponent<{ slug: string }>

/**
 * Pages by the pattern of their address, with `style`, the name of its own styles. The search is there from the start, in one file with
 * the frame; each other page is loaded when it is first opened.
 */
const PAGES: Readonly<Record<PagePath, { style?: string; load: () => Promise<PageView> }>> = {
  '/explorer': { load: async () => SearchView },
  '/explorer/games/:slug': { style: 'game', load: async () => (await import('./game/game-view')).GameView },
  '/explorer/insights': {
    style: 'insights',
    load: async () => (await import('./insights/insights-view')).InsightsView,
  },
  '/explorer/quality': { style: 'quality', load: async () => (await import('./quality/quality-view')).QualityView },
  '/explorer/sources': { style: 'sources', load: async () => (await import('./sources/sources-view')).SourcesView },
  '/explorer/review': { style: 'review', load: async () => (await import('./review/review-view')).ReviewView },
  '/explorer/decisions': {
    style: 'decisions',
    load: async () => (await import('./decisions/decisions-view')).DecisionsView,
  },
  '/explorer/account': { style: 'account', load: async () => (await import('./account/account-view')).AccountView },
  '/explorer/compare': { style: 'compare', load: async () => (await import('./compare/compare-view')).CompareView },
}

/** Pages in the navigation, in order, each with the letter that opens it after `g`. */
export const NAVIGATION = [
  { path: '/explorer', key: 's' },
  { path: '/explorer/insights', key: 'i' },
  { path: '/explorer/review', key: 'r' },
  { path: '/explorer/quality', key: 'q' },
  { path: '/explorer/sources', key: 'l' },
  { path: '/explorer/decisions', key: 'd' },
  { path: '/explorer/account', key: 'a' },
] as const satisfies readonly {
  path: PagePath
  key: string
}[]

/** Pages that have been loaded. */
export const loadedPages = signal<ReadonlyMap<PagePath, PageView>>(new Map())
/** True if a page could not be loaded: the service has been replaced by another release, or does not answer. */
export const isPageMissing = signal(false)

/** A page and the parameter in its address. */
export type PageMatch = { path: PagePath; slug: string }

const PATTERNS = PAGE_PATHS.map((path) => [path, new RegExp(`^${path.replace(/:\w+/, '([^/]+)')}/?$`)] as const)

/** Returns the page at an address; `undefined` if there is none. */
export function matchPage(pathname: string): PageMatch | undefined {
  for (const [path, pattern] of PATTERNS) {
    const found = pattern.exec(pathname)
    if (found) return { path, slug: decoded(found[1] ?? '') }
  }
  return undefined
}

/** A malformed escape stands for itself: no game has such a name. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** Loads the page at an address, unless it is there. */
export async function loadPage(pathname: string): Promise<void> {
  const path = matchPage(pathname)?.path
  if (!path || loadedPages.value.has(path)) return
  try {
    const { style, load } = PAGES[path]
    const [view] = await Promise.all([load(), style && loadStyle(style)])
    loadedPages.value = new Map([...loadedPages.value, [path, view]])
    isPageMissing.value = false
  } catch {
    isPageMissing.value = true
  }
}
