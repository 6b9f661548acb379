import { t } from 'elysia'

/** Slug or id of a game, in a path or a body. */
export const GameSlug = t.String({
  minLength: 1,
  maxLength: 300,
  pattern: '^[^/\\u0000-\\u001f\\ufffd]+$',
  description: 'Slug or id of a game: 1 to 300 characters without `/`',
  examples: ['portal-2'],
})

/** Path parameters of every route that is about one game. */
export const GameParams = t.Object({ slug: GameSlug })
