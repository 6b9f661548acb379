import manifest from '../../package.json'

/** Who asks, and where whoever runs it is reached: what the operators of public services want to know. */
export const userAgent = (contact: string): string => `VestimLib/${manifest.version} (${contact})`
