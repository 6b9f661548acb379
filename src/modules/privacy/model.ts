import { t } from 'elysia'
import { NOTICE_LANGUAGES } from '#catalogue/privacy/notice-text'
import { WordOf } from '#src/wire/fields'

export const NoticeQuery = t.Object({
  lang: t.Optional(
    WordOf(NOTICE_LANGUAGES, 'Language of the notice (by default that of Accept-Language, else English)'),
  ),
})

export const NoticeShape = t.Object(
  {
    language: WordOf(NOTICE_LANGUAGES, 'Language of the notice'),
    version: t.String({ description: 'Changes whenever the text does' }),
    title: t.String({ description: 'Title of the notice' }),
    sections: t.Array(
      t.Object({
        id: t.String({ description: 'Name of the section, the same in every language' }),
        title: t.String({ description: 'Title of the section' }),
        paragraphs: t.Array(t.String(), { description: 'Its text' }),
      }),
      { description: 'Sections, each the answer to one question of a visitor' },
    ),
  },
  { title: 'PrivacyNotice', description: 'What is done with personal data, for the people whose data they are' },
)
