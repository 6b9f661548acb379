/** The lock of whoever matches, loader or curator: one at a time, so that nobody decides by what another is changing. */
export const MATCHING = 'match'
