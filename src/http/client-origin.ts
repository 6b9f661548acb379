import { BlockList, isIPv4, isIPv6 } from 'node:net'

/**
 * Origin of a request: the client's address and scheme, and the host that a trusted proxy says the client asked for.
 */
export type ClientOrigin = {
  /** IP address; `undefined` if the request came over no connection, as in some tests. */
  address: string | undefined
  scheme: 'http' | 'https'
  forwardedHost: string | undefined
}

/** Returns the origin of a request. */
export type ReadOrigin = (request: Request) => ClientOrigin

export type OriginOptions = {
  /** Addresses and networks, such as `10.0.0.5` and `10.0.0.0/8`, as the configuration has checked them. */
  trustedProxies: readonly string[]
  /** Returns the IP address that a request came from. */
  peerOf: (request: Request) => string | undefined
}

const MAPPED = /^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i
const WITH_PORT = /^(?:\[([^\]]+)\](?::\d+)?|(\d+\.\d+\.\d+\.\d+):\d+)$/

/**
 * Returns a reader of origins. It uses `X-Forwarded-For`, `X-Forwarded-Proto` and `X-Forwarded-Host` from trusted
 * proxies only, and ignores those of any other peer.
 *
 * `X-Forwarded-For` is read from the right: the client is the last address that is not a trusted proxy, because
 * everything left of it may be made up. The other two count by their last value, which the trusted peer wrote. RFC 7239
 * `Forwarded` is not read.
 *
 * @see https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/X-Forwarded-For
 */
export function createOriginReader({ trustedProxies, peerOf }: OriginOptions): ReadOrigin {
  const proxies = blockListOf(trustedProxies)
  const isTrusted = (address: string) => proxies.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
  return (request) => {
    const peer = addressIn(peerOf(request))
    if (peer === undefined || !isTrusted(peer)) return { address: peer, scheme: 'http', forwardedHost: undefined }
    const valuesOf = (name: string) => (request.headers.get(name) ?? '').split(',').map((value) => value.trim())
    return {
      address: clientIn(valuesOf('x-forwarded-for'), peer, isTrusted),
      scheme: valuesOf('x-forwarded-proto').at(-1)?.toLowerCase() === 'https' ? 'https' : 'http',
      forwardedHost: valuesOf('x-forwarded-host').at(-1) || undefined,
    }
  }
}

/**
 * Returns the last of these addresses that is not a trusted proxy. If there is none, or a text after it is not an address,
 * returns the trusted proxy that was reached last, reading from the right.
 */
function clientIn(hops: readonly string[], peer: string, isTrusted: (address: string) => boolean): string {
  let reached = peer
  for (const hop of hops.toReversed()) {
    const address = addressIn(hop)
    if (address === undefined) return reached
    reached = address
    if (!isTrusted(address)) return reached
  }
  return reached
}

/**
 * Returns the IP address in a text, without port, brackets and zone, or `undefined`. An IPv4-mapped one becomes IPv4.
 */
function addressIn(text: string | undefined): string | undefined {
  const [, inBrackets, beforePort] = WITH_PORT.exec(text ?? '') ?? []
  const address = (inBrackets ?? beforePort ?? text ?? '').replace(/%.*$/s, '').replace(MAPPED, '')
  return isIPv4(address) || isIPv6(address) ? address : undefined
}

function blockListOf(networks: readonly string[]): BlockList {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', bits] = network.split('/')
    const family = isIPv6(address) ? 'ipv6' : 'ipv4'
    if (bits === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(bits), family)
  }
  return list
}
