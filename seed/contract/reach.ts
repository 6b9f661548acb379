/**
 * Rules for the hosts that a URL may lead to: `resolve` returns the IP addresses of a host, `isAllowed` is true if one may be
 * used.
 */
export type Reach = { resolve: (host: string) => Promise<string[]>; isAllowed: (ip: string) => boolean }
