/** Patterns of the addresses of the pages, each served as the same document. An address beside them is unknown. */
export const PAGE_PATHS = [
  '/explorer',
  '/explorer/games/:slug',
  '/explorer/insights',
  '/explorer/quality',
  '/explorer/sources',
  '/explorer/review',
  '/explorer/decisions',
  '/explorer/account',
  '/explorer/compare',
] as const

/** Pattern of the address of a page. */
export type PagePath = (typeof PAGE_PATHS)[number]
