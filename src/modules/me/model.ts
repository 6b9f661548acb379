import { t } from 'elysia'
import { SCOPES } from '#src/http/scope'
import { Email, NewPassword, Password } from '#src/wire/account'
import { Uuid, Whole, WordOf } from '#src/wire/fields'

const MOST_DAYS = 365

export const PasswordBody = t.Object(
  { current: Password, password: NewPassword },
  {
    additionalProperties: false,
    description: 'The current password, and the new one',
    examples: [{ current: 'three quiet green lamps', password: 'four quiet green lamps' }],
  },
)

export const AddressBody = t.Object(
  { email: Email, password: Password },
  {
    additionalProperties: false,
    description: 'The new address, and the current password',
    examples: [{ email: 'ada@example.org', password: 'three quiet green lamps' }],
  },
)

export const ErasureBody = t.Object(
  { password: Password },
  {
    additionalProperties: false,
    description: 'The current password',
    examples: [{ password: 'three quiet green lamps' }],
  },
)

export const ErasedAccount = t.Object(
  { id: t.String({ description: 'Id of the account that is gone' }) },
  { title: 'ErasedAccount', description: 'An account that was erased' },
)

/** Body of an export of own data, which no schema checks: it is sent while it is written. */
export const PersonalFile = t.Unknown({
  description:
    'Rows about the account, by table: `{ exportedAt, notice, data: { account: [...], session: [...], ... } }`',
  openapi: { type: 'object', media: ['application/json'] },
})

export const SessionParams = t.Object({ id: Uuid('Id of a session') })

const SessionItem = t.Object(
  {
    id: t.String({ description: 'Id of the session' }),
    current: t.Boolean({ description: 'True for the session of this request' }),
    agent: t.Nullable(t.String({ description: 'User-Agent of the client that signed in; null if it sent none' })),
    startedAt: t.String({ format: 'date-time', description: 'Time of the sign-in' }),
    usedAt: t.String({ format: 'date-time', description: 'Time of the last refresh' }),
    expiresAt: t.String({ format: 'date-time', description: 'Time of its end, however much it is used' }),
  },
  { title: 'Session', description: 'A sign-in that has not ended' },
)
export type SessionItem = typeof SessionItem.static

export const SessionList = t.Object(
  { items: t.Array(SessionItem, { description: 'At most 200' }) },
  { title: 'SessionList', description: 'Sessions of the account, the one used last first' },
)

export const EndedSession = t.Object(
  { id: t.String({ description: 'Id of the session that ended' }) },
  { title: 'EndedSession', description: 'A session that has ended' },
)

export const KeyParams = t.Object({
  id: t.String({
    pattern: '^[0-9A-Za-z]{8}$',
    description: 'Id of a key: the part after `vl_`',
    examples: ['0a1B2c3D'],
  }),
})

const KeyName = { minLength: 1, maxLength: 100, pattern: '^[^\\u0000-\\u001f]+$', description: 'Name of the key' }

export const KeyBody = t.Object(
  {
    name: t.String({ ...KeyName, examples: ['Nightly export'] }),
    scopes: t.Array(WordOf(SCOPES, 'A scope'), {
      minItems: 1,
      maxItems: SCOPES.length,
      description: 'Scopes of the key; the account must have each of them',
    }),
    days: t.Optional(
      Whole({ minimum: 1, maximum: MOST_DAYS, description: `Validity in days, at most ${MOST_DAYS} (90 by default)` }),
    ),
  },
  {
    additionalProperties: false,
    description: 'Name, scopes and validity of a new key',
    examples: [{ name: 'Nightly export', scopes: ['read'], days: 30 }],
  },
)
export type KeyBody = typeof KeyBody.static

const KEY_MEMBERS = {
  id: t.String({ description: 'Id of the key' }),
  name: t.String({ description: 'Name of the key' }),
  scopes: t.Array(WordOf(SCOPES, 'A scope'), { description: 'Scopes of the key' }),
  createdAt: t.String({ format: 'date-time', description: 'Time at which it was made' }),
  expiresAt: t.String({ format: 'date-time', description: 'Time of its end' }),
  usedAt: t.Nullable(t.String({ description: 'Hour of its last use; null if it was never used' })),
}

export const Key = t.Object(KEY_MEMBERS, { title: 'ApiKey', description: 'A key of a program' })
export type Key = typeof Key.static

export const NewKeyShape = t.Object(
  { ...KEY_MEMBERS, key: t.String({ description: 'The key itself, for `X-Api-Key`. It is shown this once' }) },
  { title: 'NewApiKey', description: 'A key that was made just now' },
)

export const KeyList = t.Object(
  { items: t.Array(Key, { description: 'At most 50' }) },
  { title: 'ApiKeyList', description: 'Keys of the account, newest first' },
)

export const DeletedKey = t.Object(
  { id: t.String({ description: 'Id of the key that was deleted' }) },
  { title: 'DeletedApiKey', description: 'A key that was deleted' },
)
