import { withoutNeutralising } from '#catalogue/collection/csv'
import { isImportField } from '#catalogue/collection/import-map'
import { collectionKey, isBuiltIn } from '#catalogue/collection/item'
import { minutesOf } from '#catalogue/collection/playtime'
import { statusOf } from '#catalogue/collection/status-words'
import { csvCell } from '#catalogue/export/csv'
import { isGameId } from '#db/game/redirect'
import { arrayLiteral, copyLine } from '#db/postgres/copy'
import { isPlainRead } from '#db/postgres/plain-read'
import { isStoredGameId } from '#db/search/game-id'
import { hasDefaultPassword, hasOneHost, isHost, isNetwork, isOrigin } from '#lib/address-checks'
import { parseAuthority } from '#lib/authority'
import { hash32, hash64 } from '#lib/hash'
import { sha256 } from '#seed/input/fingerprint'
import { normalizeEmail } from '#src/account/email'
import { readKey } from '#src/account/key-text'
import { isOutdated } from '#src/account/password-hash'
import { hashSecret, isSameSecret } from '#src/account/secret-text'
import { weaknessOf } from '#src/account/weak-password'
import { isSet } from '#src/commands/own-environment'
import { preferredType } from '#src/http/accept'
import { acceptsGzip, prefersCoding } from '#src/http/accept-encoding'
import { createOriginReader } from '#src/http/client-origin'
import { isNotModified } from '#src/http/etag'
import { parseForm } from '#src/http/form-body'
import { requestIdOf } from '#src/http/headers'
import { createHostCheck } from '#src/http/hosts'
import { networkOf } from '#src/http/network'
import { createCursors, cursorScope, nextLink } from '#src/http/page'
import { createRouteTable } from '#src/http/routes'
import { isScope } from '#src/http/scope'
import { createVerifier, scopesIn } from '#src/http/token'
import { unreadablePlace } from '#src/http/unreadable-url'
import { hasWordTwice } from '#src/http/word-list'
import { sourcePageUrl } from '#src/modules/games/links'
import { readItem } from '#src/modules/match/given'
import { readQueries } from '#src/modules/reconcile/queries'
import { suggestNamed } from '#src/modules/reconcile/suggest'
import { TYPES } from '#src/modules/reconcile/types'
import { listed } from '#src/wire/fields'
import { Instant, parseInstant } from '#src/wire/instant'
import type { TextFunction } from './text-function'

/** A header holds no control characters and no letters beyond Latin-1. */
const headersOf = (name: string, text: string) => new Headers({ [name]: text.replace(/[^\x20-\x7e]/g, '?') })
const requestWith = (name: string, text: string) => new Request('http://localhost/', { headers: headersOf(name, text) })

const isOurHost = createHostCheck({ host: '127.0.0.1', publicUrl: undefined, allowedHosts: ['api'] })
const originOf = createOriginReader({ trustedProxies: ['10.0.0.0/8'], peerOf: () => '10.0.0.1' })
const cursors = createCursors({ jwtSecret: 'secret' })
const verify = createVerifier({ jwtSecret: 'a secret of more than thirty-two characters' }, async () => true)
const findPlace = createRouteTable(() => [
  { method: 'GET', path: '/v1/games/:slug', hooks: { detail: { security: [{ bearer: ['read'] }] } } },
])
const instant = new RegExp(Instant('At').pattern ?? '')
const isInstant = (text: string) => instant.test(text)

/** Functions of the service and the stores. */
export const SERVING: TextFunction[] = [
  ['createHostCheck', (text) => isOurHost(new Request('http://localhost/'), text)],
  ['parseAuthority', parseAuthority],
  ['arrayLiteral', (text) => arrayLiteral([text])],
  ['isHost', isHost],
  ['isNetwork', isNetwork],
  ['isOrigin', isOrigin],
  ['isSet', (text) => isSet(text, 'DATABASE_URL')],
  ['hasOneHost', (text) => hasOneHost(`postgres://${text}`)],
  ['hasDefaultPassword', (text) => hasDefaultPassword(`postgres://u:p@db/${encodeURIComponent(text.toWellFormed())}`)],
  ['createOriginReader', (text) => originOf(requestWith('x-forwarded-for', text))],
  ['createOriginReader', (text) => originOf(requestWith('x-forwarded-for', `10.0.0.1%${text}`))],
  ['isNotModified', (text) => isNotModified(headersOf('if-none-match', text), 'W/"a"')],
  ['preferredType', (text) => preferredType(text, ['text/csv', 'application/x-ndjson'])],
  ['csvCell', csvCell],
  ['withoutNeutralising', withoutNeutralising],
  ['isImportField', isImportField],
  ['collectionKey', collectionKey],
  ['isBuiltIn', isBuiltIn],
  ['minutesOf', (text) => minutesOf(text, 'hours')],
  ['statusOf', statusOf],
  ['acceptsGzip', acceptsGzip],
  ['prefersCoding', (text) => prefersCoding(text, 'br')],
  ['requestIdOf', (text) => requestIdOf(headersOf('x-request-id', text))],
  ['createCursors', (text) => cursors.read('games', text)],
  ['cursorScope', (text) => cursorScope('games', { q: text })],
  ['hasWordTwice', hasWordTwice],
  ['unreadablePlace', (text) => unreadablePlace(`http://localhost/v1/suggest?q=${text}`, { q: '' })],
  ['nextLink', (text) => nextLink(`http://localhost/?${text}`, text, `https://example.org${text}`)],
  ['createVerifier', (text) => verify(text)],
  ['createRouteTable', findPlace],
  ['isScope', isScope],
  ['parseForm', (text) => parseForm(Buffer.from(text))],
  ['readItem', (text) => readItem({ title: text, platform: text, company: text })],
  ['readQueries', (text) => readQueries({ [text]: { query: text, properties: [{ pid: text, v: text }] } })],
  ['suggestNamed', (text) => suggestNamed(TYPES, text)],
  ['scopesIn', scopesIn],
  ['networkOf', networkOf],
  ['normalizeEmail', normalizeEmail],
  ['readKey', readKey],
  ['isOutdated', isOutdated],
  ['hashSecret', hashSecret],
  ['isSameSecret', (text) => isSameSecret(text, `${text}!`)],
  ['weaknessOf', (text) => [weaknessOf(text, 'ada@example.org'), weaknessOf(text.slice(0, 250), text)]],
  ['sourcePageUrl', (text) => sourcePageUrl('steam', text.toWellFormed())],
  ['listed', listed],
  ['isPlainRead', isPlainRead],
  ['parseInstant', (text) => isInstant(text) && parseInstant(text)],
  ['isGameId', isGameId],
  ['isStoredGameId', isStoredGameId],
  ['copyLine', (text) => copyLine([text, text])],
  ['hash32', hash32],
  ['hash64', hash64],
  ['sha256', sha256],
]
