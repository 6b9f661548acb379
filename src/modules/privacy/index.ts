import { Elysia } from 'elysia'
import { noticeIn } from '#catalogue/privacy/notice'
import { NOTICE_LANGUAGES, type NoticeLanguage } from '#catalogue/privacy/notice-text'
import { languageOf } from '#src/http/language'
import { publicDenials } from '#src/http/problem'
import { NoticeQuery, NoticeShape } from './model'

const VERSION_DIGITS = 12

/** Returns the public route of the notice about personal data. */
export function privacy() {
  const notices = new Map(NOTICE_LANGUAGES.map((language) => [language, versioned(language)]))
  return new Elysia({ name: 'vestim.privacy', prefix: '/v1/privacy', tags: ['privacy'] }).get(
    '/notice',
    ({ query, request, set }) => {
      const language = query.lang ?? languageOf(request.headers, NOTICE_LANGUAGES) ?? 'en'
      set.headers['content-language'] = language
      return notices.get(language) ?? versioned(language)
    },
    {
      query: NoticeQuery,
      response: { 200: NoticeShape, ...publicDenials },
      detail: {
        summary: 'Read what is done with personal data',
        description: 'The notice of Art. 13 and 14 of the GDPR, in English or French. It needs no token.',
        security: [],
      },
    },
  )
}

function versioned(language: NoticeLanguage) {
  const notice = noticeIn(language)
  const hash = Bun.CryptoHasher.hash('sha256', JSON.stringify(notice), 'hex')
  return { ...notice, version: hash.slice(0, VERSION_DIGITS) }
}
