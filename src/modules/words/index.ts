import { Elysia } from 'elysia'
import { nameWord } from '#db/decision/words'
import type { Dependencies } from '#src/dependencies'
import { bodyDenials, refuseRequest } from '#src/http/problem'
import { access } from '#src/http/scope'
import { answerDecision, DECIDED } from '#src/wire/decision'
import { NO_QUERY } from '#src/wire/fields'
import { WordBody } from './model'
import { faultOfWord } from './service'

const DESCRIPTION = `For words that the vocabulary does not know: \`words\` of /v1/quality counts them. The meaning wins over the
vocabulary, also if a later release knows the word, but not over a source's own table of codes; of several meanings of a word the latest
counts, and one for a single source goes before one for all.

It applies at once to questions, as in /v1/match, and to the games of the records that have the word from the next matching on: that of
the next load, or of \`bun run seed match\`. Records keep the word itself, so that undoing the decision brings back what was.`

/** Returns the route by which people decide what a word of sources means. */
export const wordDecisions = ({ stores }: Dependencies) =>
  new Elysia({ name: 'vestim.words', prefix: '/v1/words', tags: ['decisions'] })
    .use(access)
    .guard({ scope: 'curate' })
    .post(
      '',
      async ({ body, caller, requestId, set }) => {
        const to = { requestId, set }
        const wrong = await faultOfWord(stores.db, body)
        if (wrong) return refuseRequest(to, 'invalid_request', wrong.advice, [wrong.fault])
        const { reason = null, source = null, kind, word, slug } = body
        return answerDecision(
          to,
          await nameWord(stores, { kind, word, source, slug }, { author: caller.subject, reason }),
        )
      },
      {
        query: NO_QUERY,
        body: WordBody,
        response: { ...DECIDED, ...bodyDenials },
        detail: { summary: 'Say what a word of sources means', description: DESCRIPTION },
      },
    )
