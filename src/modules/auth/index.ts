import { Elysia } from 'elysia'
import type { SessionTokens } from '#src/account/sessions'
import type { Dependencies } from '#src/dependencies'
import { bodyDenials, Problem, publicDenials, type RefusalContext, refuseRequest } from '#src/http/problem'
import { access } from '#src/http/scope'
import { refuseAttempt, refuseCredentials, refuseFull, refuseOver, refuseWeak } from '#src/wire/account-refusal'
import { NO_QUERY } from '#src/wire/fields'
import { createRefreshCookie, readRefreshCookie } from './cookie'
import {
  BrowserTokens,
  LoginBody,
  RefreshBody,
  RefreshedTokens,
  RegisterBody,
  SessionBody,
  SignedOut,
  Tokens,
} from './model'
import {
  createLinkUse,
  type RegisterOutcome,
  registerAccount,
  type SignInOutcome,
  type Signing,
  signIn,
} from './service'

/** Longest User-Agent that is stored. */
const AGENT_CHARACTERS = 200

const COOKIE = `The cookie is taken from a page of this service only: with \`Sec-Fetch-Site: same-origin\`, which browsers send, and
\`X-Explorer: 1\`.`

const DENIALS = { 503: Problem, ...publicDenials, ...bodyDenials }
const SIGN_IN = { 401: Problem, 429: Problem, ...DENIALS }

/** Returns the public routes by which people sign in and out. */
export const auth = (dependencies: Dependencies) => {
  const { accounts, config, networkFor } = dependencies
  const useLink = createLinkUse(dependencies)
  const cookie = createRefreshCookie(config.publicUrl)
  const signingOf = (request: Request, requestId: string): Signing => ({
    network: networkFor(request),
    requestId,
    agent: request.headers.get('user-agent')?.slice(0, AGENT_CHARACTERS) ?? null,
  })
  return new Elysia({ name: 'vestim.auth', prefix: '/v1/auth', tags: ['accounts'] })
    .use(access)
    .post(
      '/register',
      async ({ body, request, requestId, set }) => {
        const outcome = await registerAccount(dependencies, body, signingOf(request, requestId))
        return 'tokens' in outcome ? outcome.tokens : refuseRegistration({ requestId, set }, outcome)
      },
      {
        query: NO_QUERY,
        body: RegisterBody,
        response: { 200: Tokens, 403: Problem, 429: Problem, ...DENIALS },
        detail: {
          security: [],
          summary: 'Make an account',
          description:
            'Makes an account and signs its owner in, as far as `REGISTRATION` allows it. An invitation is for one address, works once, and decides about the role; without one the role is reader.',
        },
      },
    )
    .post(
      '/login',
      async ({ body, request, requestId, set }) => {
        const outcome = await signIn(dependencies, body, signingOf(request, requestId))
        return 'tokens' in outcome ? outcome.tokens : refuseSignIn({ requestId, set }, outcome)
      },
      {
        query: NO_QUERY,
        body: LoginBody,
        response: { 200: Tokens, ...SIGN_IN },
        detail: {
          security: [],
          summary: 'Sign in',
          description:
            'Starts a session by address and password. After five failures the next attempts from the same network are delayed, by 15 minutes at most.',
        },
      },
    )
    .post(
      '/session',
      async ({ body, request, requestId, set }) => {
        const [to, signing] = [{ requestId, set }, signingOf(request, requestId)]
        const outcome = 'code' in body ? await linked(body.code, signing) : await signIn(dependencies, body, signing)
        return 'tokens' in outcome ? withCookie(to, outcome.tokens) : refuseSignIn(to, outcome)
      },
      {
        query: NO_QUERY,
        body: SessionBody,
        response: { 200: BrowserTokens, ...SIGN_IN },
        detail: {
          security: [],
          summary: 'Sign in with a browser',
          description:
            'Starts a session by address and password, or by the code of a sign-in link, and puts its refresh token into the cookie `vestim_refresh`, which no script can read.',
        },
      },
    )
    .post(
      '/refresh',
      async ({ body, request, requestId, set }) => {
        const to = { requestId, set }
        const given = givenToken(body, request)
        if (typeof given === 'string') return given === 'none' ? { accessToken: null } : refuseCrossSite(to)
        return refreshed(to, given, signingOf(request, requestId))
      },
      {
        query: NO_QUERY,
        body: RefreshBody,
        response: { 200: RefreshedTokens, 401: Problem, 403: Problem, ...DENIALS },
        detail: {
          security: [],
          summary: 'Get the next tokens of a session',
          description: `Takes a refresh token, which can be used once, and gives the next ones. Using one a second time ends the session. ${COOKIE}`,
        },
      },
    )
    .post(
      '/logout',
      async ({ body, request, requestId, set }) => {
        const given = givenToken(body, request)
        if (given === 'cross_site') return refuseCrossSite({ requestId, set })
        if (given === 'none') return { accessToken: null }
        await accounts.sessions.logout(given.token, signingOf(request, requestId))
        if (given.isCookie) cookie.clear(set)
        return { accessToken: null }
      },
      {
        query: NO_QUERY,
        body: RefreshBody,
        response: { 200: SignedOut, 403: Problem, ...DENIALS },
        detail: {
          security: [],
          summary: 'Sign out',
          description: `Ends the session of a refresh token, whether the token is known or not. ${COOKIE}`,
        },
      },
    )

  async function linked(code: string, signing: Signing): Promise<SignInOutcome> {
    const tokens = await useLink(code, signing)
    return tokens ? { tokens } : { refused: 'wrong_credentials' }
  }

  /** Returns the access token, and puts the refresh token into the cookie. */
  function withCookie({ set }: RefusalContext, { refreshToken, ...tokens }: SessionTokens) {
    cookie.write(set, refreshToken)
    return tokens
  }

  async function refreshed(to: RefusalContext, { token, isCookie }: GivenToken, signing: Signing) {
    const tokens = await accounts.sessions.refresh(token, signing)
    if (tokens) return isCookie ? withCookie(to, tokens) : tokens
    if (isCookie) cookie.clear(to.set)
    return refuseOver(to)
  }
}

type GivenToken = { token: string; isCookie: boolean }

/** Returns the refresh token of a request: that of its body, or else of its cookie. */
function givenToken({ refreshToken }: RefreshBody, request: Request): GivenToken | 'none' | 'cross_site' {
  if (refreshToken !== undefined) return { token: refreshToken, isCookie: false }
  const cookie = readRefreshCookie(request)
  return typeof cookie === 'string' ? cookie : { ...cookie, isCookie: true }
}

const refuseSignIn = (to: RefusalContext, outcome: Exclude<SignInOutcome, { tokens: unknown }>) =>
  refuseAttempt(to, outcome) ?? refuseCredentials(to)

function refuseRegistration(to: RefusalContext, outcome: Exclude<RegisterOutcome, { tokens: unknown }>) {
  if ('weakness' in outcome) return refuseWeak(to, outcome.weakness)
  if (outcome.refused === 'full') return refuseFull(to)
  if (outcome.refused === 'registration_closed')
    return refuseRequest(to, 'registration_closed', 'Accounts are made by an administrator here: ask one.')
  return refuseRequest(
    to,
    'registration_refused',
    'Ask an administrator for a new invitation for this address, or sign in if it has an account already.',
  )
}

const refuseCrossSite = (to: RefusalContext) =>
  refuseRequest(to, 'cross_site', 'Send the refresh token in the body, or X-Explorer: 1 from a page of this service.')
