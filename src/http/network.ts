import { isIPv4, isIPv6 } from 'node:net'

const IPV6_GROUPS = 8
const KEPT_GROUPS = 3

/**
 * Returns the network of an IP address, which stands for it where addresses are stored: the first 24 bits of IPv4, the first 48 of
 * IPv6. (`unknown` if there is no address)
 */
export function networkOf(address: string | undefined): string {
  if (address !== undefined && isIPv4(address)) return `${address.split('.').slice(0, 3).join('.')}.0/24`
  if (address !== undefined && isIPv6(address)) return `${groupsOf(address).slice(0, KEPT_GROUPS).join(':')}::/48`
  return 'unknown'
}

/** Returns the eight groups of an IPv6 address, without zeros before them. */
function groupsOf(address: string): string[] {
  const [before = '', after] = address.toLowerCase().split('::')
  const [first, last] = [before, after ?? ''].map((part) => part.split(':').filter(Boolean)) as [string[], string[]] // safe: two parts stay two
  const zeros = after === undefined ? 0 : IPV6_GROUPS - first.length - last.length
  return [...first, ...Array.from({ length: zeros }, () => '0'), ...last].map((group) => group.replace(/^0+(?=.)/, ''))
}
