import manifest from '../package.json'

/** Name, version and licence of this release. */
export const RELEASE: Readonly<{ name: string; version: string; license: string }> = {
  name: manifest.name,
  version: manifest.version,
  license: manifest.license,
}
