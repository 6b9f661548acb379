import { t } from 'elysia'
import { Typed } from '#src/wire/fields'
import { SUMMARY } from '#src/wire/game-summary'

export const SuggestQuery = t.Object({ q: Typed('Beginning of a name, as typed so far, 1 to 200 characters') })
export type SuggestQuery = typeof SuggestQuery.static

const { slug, title, year, platforms } = SUMMARY

export const SuggestionList = t.Object(
  {
    items: t.Array(t.Object({ slug, title, year, platforms }), { description: 'At most 10 games' }),
    degraded: t.Boolean({
      description: 'True if Elasticsearch is configured, but Postgres answered because Elasticsearch did not',
    }),
  },
  { title: 'SuggestionList', description: 'Games that complete a text, the most popular first' },
)
export type SuggestionList = typeof SuggestionList.static
