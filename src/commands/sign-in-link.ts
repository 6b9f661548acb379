import type { Config } from '#lib/config'
import { signLinkCode } from '#src/http/token'

/** Addresses that stand for every interface of a machine: a browser cannot open them. */
const EVERY_INTERFACE = ['0.0.0.0', '::']

/** Returns the address at which a browser of this machine reaches the service. */
export function addressOfService({ publicUrl, host, port }: Pick<Config, 'publicUrl' | 'host' | 'port'>): string {
  if (publicUrl !== undefined) return publicUrl.replace(/(?<!\/)\/+$/, '')
  const name = EVERY_INTERFACE.includes(host) ? 'localhost' : host
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`
}

/**
 * Returns a link that signs a browser in, once, within 10 minutes. Its code is in the fragment, which browsers send to no server.
 *
 * @throws {Failure} `usage`
 */
export const signInLink = async (address: string, secret: string, scope: string): Promise<string> =>
  `${address}/explorer#code=${await signLinkCode(secret, scope)}`
