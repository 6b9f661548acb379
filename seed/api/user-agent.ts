import { RELEASE } from '#lib/release'

/** Returns the User-Agent header: program, version and contact, as operators of public services ask for. */
export const userAgent = (contact: string): string => `VestimLib/${RELEASE.version} (${contact})`
