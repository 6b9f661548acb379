import { computed, signal } from '@preact/signals'
import { createCaller } from './caller'

/** State of the session: being looked up, none, reading without one, signed in, or the service did not answer. */
export type SessionPhase = 'starting' | 'out' | 'guest' | 'in' | 'unreachable'

/** Reason why somebody has to sign in again. */
export type SignOutReason = 'ended' | 'bad_link' | 'bad_password' | 'too_many' | 'unreachable'

/** Phase of the session. */
export const phase = signal<SessionPhase>('starting')
/** Reason to show at the sign-in form. */
export const signOutReason = signal<SignOutReason | undefined>(undefined)

type Access = { token: string; until: number; scopes: ReadonlySet<string> }
type Tokens = { accessToken: string | null; expiresIn?: number | undefined }

/** The access token is in this variable alone: nothing that a script can read keeps it. */
const access = signal<Access | undefined>(undefined)
const GUEST_SCOPES: ReadonlySet<string> = new Set(['read'])
/** True where visitors may read without signing in. */
export const isGuestWelcome = document.querySelector<HTMLMetaElement>('meta[name=vestim-guest]')?.content === 'read'

/** Part of the address of a link before its code. */
const CODE = '#code='

/** Scopes of the session, the implied ones included. */
export const scopes = computed(
  () => access.value?.scopes ?? (phase.value === 'guest' ? GUEST_SCOPES : new Set<string>()),
)

/** Time after which a refresh that is not answered no longer holds up the next one, or a sign-out. */
const ANSWER_MS = 15_000

const { v1 } = createCaller((url, init) => {
  const headers = new Headers(init.headers)
  headers.set('x-explorer', '1')
  // A page that is left or loaded again must not lose the cookie of an answer: a code or a refresh token is good for one.
  return fetch(url, { ...init, headers, keepalive: true, signal: AbortSignal.timeout(ANSWER_MS) })
})
const tabs = new BroadcastChannel('vestim-session')
tabs.onmessage = ({ data }: MessageEvent<Access | 'out'>) => {
  if (data === 'out') startAgain()
  else enter(data)
}

const RENEW_BEFORE_MS = 30_000
/** Returns the access of the session if it lasts a while. */
const freshAccess = () => (access.value && access.value.until - RENEW_BEFORE_MS > Date.now() ? access.value : undefined)

/** Reads the claims of an access token, whose signature is the service's business. */
const claimsIn = (token: string): { scope?: string; sid?: string } =>
  JSON.parse(atob((token.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/')))

/** Returns the id of the session of somebody who has signed in. */
export const sessionId = (): string | undefined => access.value && claimsIn(access.value.token).sid

function scopesIn(token: string): ReadonlySet<string> {
  const named = (claimsIn(token).scope ?? '').split(' ').filter(Boolean)
  return new Set(named.includes('admin') ? ['read', 'self', 'export', 'curate', 'admin'] : ['read', ...named])
}

function accept({ accessToken, expiresIn = 0 }: Tokens): boolean {
  if (accessToken === null) return false
  const given = { token: accessToken, until: Date.now() + expiresIn * 1000, scopes: scopesIn(accessToken) }
  enter(given)
  tabs.postMessage(given)
  return true
}

function enter(given: Access): void {
  access.value = given
  signOutReason.value = undefined
  phase.value = 'in'
}

/** A guest reads on, but for one who has tried to sign in, and sees why that did not work. */
function leave(reason: SignOutReason | undefined): void {
  access.value = undefined
  signOutReason.value = reason
  phase.value = isGuestWelcome && (reason === undefined || reason === 'ended') ? 'guest' : 'out'
}

/** Loads the page again, so that nothing of the session that has ended is left in it. */
function startAgain(): void {
  location.reload()
  // The browser asks first where decisions wait to be sent, and somebody may stay.
  leave(undefined)
}

/** Reads on without signing in. */
export const readAsGuest = (): void => leave(undefined)

/** Shows the sign-in form to a guest. */
export function askToSignIn(): void {
  signOutReason.value = undefined
  phase.value = 'out'
}

let last: Promise<unknown> = Promise.resolve()

/** Runs one refresh or sign-out at a time in all tabs: a refresh token is good for one. Over plain HTTP, where there are no locks, in this tab. */
function exclusively<T>(run: () => Promise<T>): Promise<T> {
  if ('locks' in navigator) return navigator.locks.request('vestim-refresh', run)
  const done = last.then(run, run)
  last = done
  return done
}

let renewing: Promise<boolean> | undefined

/** Gets the next access token by the cookie. Returns true if there is one, also if another tab got it meanwhile. */
function renew(): Promise<boolean> {
  renewing ??= exclusively(async () => {
    const fresh = freshAccess()
    if (fresh) {
      enter(fresh)
      return true
    }
    const { data, error } = await v1.auth.refresh.post({})
    if (data) return accept(data)
    if (Number(error.status) >= 500 && !access.value) phase.value = 'unreachable'
    return false
  }).finally(() => {
    renewing = undefined
  })
  return renewing
}

/** Returns why a sign-in was refused; `wrong` is the reason of a refusal that says so itself. */
const reasonOf = (status: number, wrong: SignOutReason): SignOutReason =>
  status >= 500 ? 'unreachable' : status === 429 ? 'too_many' : wrong

/** Signs in by the code of a link, or by address and password. Returns true if that worked. */
export async function signInBrowser(body: { code: string } | { email: string; password: string }): Promise<boolean> {
  const { data, error } = await v1.auth.session.post(body)
  if (data) return accept(data)
  leave(reasonOf(Number(error.status), 'code' in body ? 'bad_link' : 'bad_password'))
  return false
}

/** Ends what is being read when somebody signs out: it would be refused. */
let reads = new AbortController()

/** Ends the session in every tab. If the service does not answer, the page says so, and the session goes on. */
export const signOut = (): Promise<void> =>
  exclusively(async () => {
    phase.value = 'starting'
    reads.abort()
    reads = new AbortController()
    const { error } = await v1.auth.logout.post({})
    if (error) {
      phase.value = 'unreachable'
      return
    }
    tabs.postMessage('out')
    startAgain()
  })

/** Time in which the answer to the same code arrives that the page before a reload has sent. */
const ANSWERING_MS = 700

/** Begins a session by a code, which leaves the address once the service has answered: a reload before that tries it again. */
async function enterByCode(code: string): Promise<boolean> {
  const isIn = await signInBrowser({ code })
  if (signOutReason.peek() === 'unreachable') return isIn
  if (location.hash.startsWith(CODE)) history.replaceState(history.state, '', location.pathname + location.search)
  return isIn
}

/** Goes on with the session of this browser, or begins one by the code in the address. */
export async function resumeSession(): Promise<void> {
  const code = location.hash.startsWith(CODE) ? location.hash.slice(CODE.length) : ''
  phase.value = 'starting'
  if (code && (await enterByCode(code))) return
  const isUsed = signOutReason.value === 'bad_link'
  if (await renew()) return
  if (isUsed) {
    await new Promise((resolve) => setTimeout(resolve, ANSWERING_MS))
    if (await renew()) return
  }
  // A link that does not work has shown the form already, and somebody may be using it.
  if (phase.peek() === 'starting') leave(undefined)
}

const withToken = (init: RequestInit): RequestInit => {
  const headers = new Headers(init.headers)
  if (access.value) headers.set('authorization', `Bearer ${access.value.token}`)
  const signal =
    init.method && init.method !== 'GET'
      ? init.signal
      : AbortSignal.any([reads.signal, ...(init.signal ? [init.signal] : [])])
  return { ...init, headers, ...(signal && { signal }) }
}

/** Gets the next access in place of one that was refused. Returns false if the session has ended, or the service is away. */
async function replaceAccess(refused: string | undefined): Promise<boolean> {
  if (access.value?.token === refused) access.value = undefined
  if (await renew()) return true
  if (phase.value !== 'unreachable') leave('ended')
  return false
}

/** Sends a request with the access of the session. A session that has ended keeps the address of the page. */
export async function fetchSigned(input: string, init: RequestInit = {}): Promise<Response> {
  const wasIn = access.value !== undefined
  if (wasIn && !freshAccess()) await renew()
  const sent = access.value?.token
  const response = await fetch(input, withToken(init))
  if (response.status !== 401) return response
  if (!wasIn) leave(undefined)
  // Somebody who has signed out meanwhile has no session to go on with.
  else if (phase.value === 'in' && (await replaceAccess(sent))) return fetch(input, withToken(init))
  return response
}
