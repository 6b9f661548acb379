/** Rules for the hosts a URL may lead to: `resolve` returns the IP addresses of a host, `isAllowed` is true of those that may be connected to. */
export type Reach = { resolve: (host: string) => Promise<string[]>; isAllowed: (ip: string) => boolean }
