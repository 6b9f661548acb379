import { t } from 'elysia'
import { Email, NewPassword, Password } from '#src/wire/account'
import { STORABLE, Whole } from '#src/wire/fields'

export const RegisterBody = t.Object(
  {
    email: Email,
    password: NewPassword,
    invitation: t.Optional(
      t.String({
        minLength: 1,
        maxLength: 100,
        pattern: STORABLE,
        description: 'Code of the invitation; needed unless anyone may register',
      }),
    ),
  },
  {
    additionalProperties: false,
    description: 'Address and password of the new account',
    examples: [{ email: 'ada@example.org', password: 'three quiet green lamps' }],
  },
)
export type RegisterBody = typeof RegisterBody.static

export const LoginBody = t.Object(
  { email: Email, password: Password },
  {
    additionalProperties: false,
    description: 'Address and password of an account',
    examples: [{ email: 'ada@example.org', password: 'three quiet green lamps' }],
  },
)
export type LoginBody = typeof LoginBody.static

const LinkBody = t.Object(
  {
    code: t.String({
      minLength: 1,
      maxLength: 4096,
      pattern: STORABLE,
      description: 'Code of a link of `bun run token --link`',
    }),
  },
  { additionalProperties: false, description: 'The code of a sign-in link' },
)

export const SessionBody = t.Union([LoginBody, LinkBody], {
  description: 'Address and password of an account, or the code of a sign-in link',
  examples: [{ email: 'ada@example.org', password: 'three quiet green lamps' }],
})
export type SessionBody = typeof SessionBody.static

/** Refresh tokens are letters and digits; a text of another form is none that the service has issued. */
const RefreshTokenText = t.String({
  minLength: 1,
  maxLength: 200,
  pattern: STORABLE,
  description: 'Refresh token of the session',
})

export const RefreshBody = t.Object(
  { refreshToken: t.Optional(RefreshTokenText) },
  {
    additionalProperties: false,
    description: 'The refresh token; without one the cookie of the browser is used',
    examples: [{}],
  },
)
export type RefreshBody = typeof RefreshBody.static

const AccessToken = t.String({ description: 'Access token, to be sent as `Authorization: Bearer`' })
const ExpiresIn = Whole({ description: 'Validity of the access token in seconds' })

export const Tokens = t.Object(
  {
    accessToken: AccessToken,
    expiresIn: ExpiresIn,
    refreshToken: t.String({ description: 'Refresh token, which can be used once, within 7 days' }),
  },
  { title: 'Tokens', description: 'Tokens of a session' },
)

export const BrowserTokens = t.Object(
  { accessToken: AccessToken, expiresIn: ExpiresIn },
  { title: 'BrowserTokens', description: 'Access token of a session whose refresh token is in a cookie' },
)

export const RefreshedTokens = t.Object(
  {
    accessToken: t.Nullable(AccessToken, { description: 'Access token; null if the browser has no session' }),
    expiresIn: t.Optional(ExpiresIn),
    refreshToken: t.Optional(t.String({ description: 'The next refresh token, if one was sent in the body' })),
  },
  { title: 'RefreshedTokens', description: 'The next tokens of a session' },
)

export const SignedOut = t.Object(
  { accessToken: t.Null({ description: 'There is no access any more' }) },
  { title: 'SignedOut', description: 'The session is over' },
)
