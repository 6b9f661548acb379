import { t } from 'elysia'
import { WORD_KINDS } from '#catalogue/vocabulary/mapped-words'
import { Reason } from '#src/wire/decision'
import { STORABLE, WordOf } from '#src/wire/fields'

export const WordBody = t.Object(
  {
    kind: WordOf(WORD_KINDS, 'Kind of thing that the word names'),
    word: t.String({ minLength: 1, maxLength: 300, pattern: STORABLE, description: 'The word, in any spelling' }),
    source: t.Optional(
      t.Nullable(t.String({ minLength: 1, maxLength: 100, pattern: STORABLE }), {
        description: 'Slug of the source whose word it is; without it, the word of every source',
      }),
    ),
    slug: t.String({
      maxLength: 100,
      pattern: STORABLE,
      description: 'Slug of what it means: a platform, genre, region or board of the vocabulary',
    }),
    reason: Reason,
  },
  {
    additionalProperties: false,
    description: 'A word of sources, and what it means',
    examples: [{ kind: 'genre', word: 'Open World', slug: 'adventure', reason: 'It says how the world is built.' }],
  },
)
export type WordBody = typeof WordBody.static
