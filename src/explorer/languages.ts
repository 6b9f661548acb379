/** Languages of the page. */
export const LANGUAGES = ['en', 'fr'] as const
export type PageLanguage = (typeof LANGUAGES)[number]

/** Cookie of the language that a reader chose. (Default: the language of the browser) */
export const LANGUAGE_COOKIE = 'vestim_language'
