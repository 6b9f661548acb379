import manifest from '../../package.json'

/** Who asks, and where its makers are reached: what the operators of public services want to know. */
export const USER_AGENT = `VestimLib/${manifest.version} (${manifest.homepage})`
