import { lookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'
import type { Reach } from '#seed/contract/reach'

/** IP address to connect to, or the fault; `retryable`: another try may succeed. */
export type ResolvedHost = { ip: string } | { fault: string; retryable: boolean }

/** @see https://www.iana.org/assignments/iana-ipv4-special-registry */
const SPECIAL_V4 = blockList('ipv4', [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
])
/** The range from which all public IPv6 addresses are assigned. */
const GLOBAL_V6 = blockList('ipv6', [['2000::', 3]])
/** Parts of that range that are not public, or embed an IPv4 address. @see https://www.iana.org/assignments/iana-ipv6-special-registry */
const SPECIAL_V6 = blockList('ipv6', [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
])

function blockList(family: 'ipv4' | 'ipv6', nets: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList()
  for (const [net, prefix] of nets) list.addSubnet(net, prefix, family)
  return list
}

/** True if an IP address is on the public internet: not this machine, a private network or a special use. */
export function isPublicAddress(ip: string): boolean {
  const family = isIP(ip)
  if (family === 4) return !SPECIAL_V4.check(ip, 'ipv4')
  return family === 6 && GLOBAL_V6.check(ip, 'ipv6') && !SPECIAL_V6.check(ip, 'ipv6')
}

/** The public internet, resolved by the DNS of this machine. */
export const PUBLIC: Reach = {
  resolve: async (host) => (await lookup(host, { all: true })).map(({ address }) => address),
  isAllowed: isPublicAddress,
}

/**
 * Resolves the host of a URL once and returns the IP address to connect to. Connecting to this address, not to the name,
 * keeps a changed DNS answer (DNS rebinding) from leading elsewhere.
 *
 * A URL is refused if its scheme is not http or https, if it contains a user name or a password, or if any address of its host
 * is not allowed. The fault names neither the address nor the host.
 */
export async function resolveHost(url: URL, { resolve, isAllowed }: Reach): Promise<ResolvedHost> {
  const fault = faultOf(url)
  if (fault) return { fault, retryable: false }
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const addresses = isIP(host) ? [host] : await resolve(host).catch(() => [])
  const [ip] = addresses
  if (ip === undefined) return { fault: 'its host name cannot be resolved', retryable: true }
  if (addresses.every(isAllowed)) return { ip }
  return { fault: 'its host is not on the public internet', retryable: false }
}

function faultOf({ protocol, username, password }: URL): string | undefined {
  if (protocol !== 'http:' && protocol !== 'https:') return 'its address begins with neither http:// nor https://'
  return username || password ? 'its address contains a user name or a password' : undefined
}

/**
 * Fetches a URL from an IP address that `resolveHost` returned. The host name is used only for the Host header and the
 * certificate. Redirects are not followed, and the body is not decompressed.
 */
export function fetchAt(
  url: URL,
  ip: string,
  { headers, signal }: { headers: Record<string, string>; signal: AbortSignal },
): Promise<Response> {
  const target = new URL(url)
  target.hostname = isIP(ip) === 6 ? `[${ip}]` : ip
  const isNamed = isIP(url.hostname.replace(/^\[|\]$/g, '')) === 0
  return fetch(target, {
    headers: { ...headers, host: url.host },
    redirect: 'manual',
    // A kept connection to this address may belong to another host name.
    keepalive: false,
    decompress: false,
    signal,
    ...(url.protocol === 'https:' && isNamed && { tls: { serverName: url.hostname } }),
  })
}
