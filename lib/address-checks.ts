import { isIP } from 'node:net'
import { parseAuthority } from './authority'

const DEFAULT_PASSWORDS = new Set(['changeme', 'elastic', 'password', 'postgres'])
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** True if a URL has a default password. For a server on this machine only `changeme` counts as one. */
export function hasDefaultPassword(text: string): boolean {
  const { hostname, password } = new URL(text)
  return password === 'changeme' || (DEFAULT_PASSWORDS.has(password) && !LOOPBACK.has(hostname))
}

/** False if the part of a URL that names its server has a comma. */
export const hasOneHost = (text: string) => !/^[a-z]+:\/\/([^/?#]*)/i.exec(text)?.[1]?.split('@').at(-1)?.includes(',')

/** True for scheme, host and port as browsers write an origin. */
export const isOrigin = (text: string) => URL.canParse(text) && new URL(text).origin === text

/** True for `host` or `host:port`. */
export function isHost(text: string): boolean {
  const named = parseAuthority(text)
  return named !== undefined && named.port !== 0
}

/** True for an IP address or a network in CIDR notation, such as `10.0.0.0/8`. */
export function isNetwork(text: string): boolean {
  const [address = '', bits, more] = text.split('/')
  const version = isIP(address)
  if (version === 0 || more !== undefined) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128))
}
