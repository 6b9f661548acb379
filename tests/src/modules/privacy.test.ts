import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { noticeIn } from '#catalogue/privacy/notice'
import { REGISTER } from '#catalogue/privacy/register'
import type { App } from '#src/app'
import { sendTo } from '#tests/support/accounts'
import { createTestApp } from '#tests/support/client'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores
let app: App
beforeAll(async () => {
  stores = await createTestStores()
  app = createTestApp(stores)
})
afterAll(() => stores[Symbol.asyncDispose]())

const ask = (path: string, language?: string) =>
  sendTo(app, 'GET', path, language === undefined ? {} : { headers: { 'accept-language': language } })

/** Items of a notice by the table of the CNIL (fiche 12), each as words that the text must have, in both languages. */
const ITEMS: readonly (readonly [item: string, section: string, en: RegExp, fr: RegExp])[] = [
  ['identity and contact', 'controller', /operator/, /exploitant/],
  ['data protection officer', 'controller', /data protection officer/, /délégué à la protection des données/],
  ['purposes', 'purposes', /to let you have an account/, /vous permettre d'avoir un compte/],
  ['legal bases', 'purposes', /legitimate interest/, /intérêt légitime/],
  ['mandatory or not', 'optional', /no data at all/, /aucune donnée/],
  ['recipients', 'recipients', /administrators/, /administrateurs/],
  ['recipients outside', 'recipients', /SteamID is sent to Steam/, /SteamID est envoyé à Steam/],
  ['recipients of collections', 'recipients', /server and its backups/, /serveur et ses sauvegardes/],
  ['transfers', 'transfers', /SteamID.*European Union/, /SteamID.*Union européenne/],
  ['times', 'retention', /24 months/, /24 mois/],
  ['rights', 'rights', /to see them.*corrected.*deleted.*object/s, /de les voir.*corriger.*supprimer.*opposer/s],
  ['complaint', 'complaint', /CNIL/, /CNIL/],
  ['what the browser keeps', 'device', /vestim_refresh.*vestim_language/, /vestim_refresh.*vestim_language/],
  ['automated decisions', 'automated', /by a computer/, /par un ordinateur/],
  ['source of the data', 'sources', /public lists/, /listes et de services publics/],
]

describe('GET /v1/privacy/notice', () => {
  test('answers without a token, in the language that is asked for', async () => {
    for (const [path, language, expected] of [
      ['/v1/privacy/notice', undefined, 'en'],
      ['/v1/privacy/notice', 'fr-CA,fr;q=0.9,en;q=0.5', 'fr'],
      ['/v1/privacy/notice', 'de', 'en'],
      ['/v1/privacy/notice', 'de, fr;q=0.2', 'fr'],
      ['/v1/privacy/notice', '*', 'en'],
      ['/v1/privacy/notice?lang=fr', 'en', 'fr'],
    ] as const) {
      const { status, headers, body } = await ask(path, language)
      expect([status, headers.get('content-language'), body.language]).toEqual([200, expected, expected])
      expect(body.version).toMatch(/^[0-9a-f]{12}$/)
    }
  })

  test('refuses another language', async () => {
    expect((await ask('/v1/privacy/notice?lang=de')).status).toBe(422)
  })

  test.each(ITEMS)('says: %s', (_, id, en, fr) => {
    for (const [language, words] of [
      ['en', en],
      ['fr', fr],
    ] as const) {
      const section = noticeIn(language).sections.find((each) => each.id === id)
      expect(section?.paragraphs.join('\n')).toMatch(words)
    }
  })

  test('names who is responsible, if the register does', () => {
    const controller = { name: 'Example Library', contact: 'dpo@example.org' }
    const [first] = noticeIn('en', { ...REGISTER, controller }).sections
    expect(first?.paragraphs).toEqual([
      'Example Library.',
      'Questions about your data, and requests about your rights, go to dpo@example.org.',
    ])
  })
})
