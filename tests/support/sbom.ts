import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'jsonc-parser'
import manifest from '../../package.json'

const ROOT = join(import.meta.dir, '..', '..')
export const SBOM = join(ROOT, 'docs', 'sbom.json')
const OWN_REF = `pkg:npm/${manifest.name}@${manifest.version}`

type Needs = Partial<Record<'dependencies' | 'optionalDependencies' | 'peerDependencies', Record<string, string>>>

/** A package of bun.lock: name and version, the registry, what it needs, and the hash of its archive. */
type Locked = [id: string, registry: string, needs: Needs, integrity: string]

/** The parts of bun.lock that are read. A key of `packages` is the path at which a package is installed, such as `a/b`. */
type Lock = { packages: Record<string, Locked>; patchedDependencies?: Record<string, string> }

/**
 * Returns the software bill of materials as CycloneDX 1.6: every package of bun.lock with its hash, its patch, and what it needs.
 * Packages that only development needs have the scope `excluded`.
 *
 * @see https://cyclonedx.org/docs/1.6/json/
 */
export function describeComponents(): string {
  const lock = parse(readFileSync(join(ROOT, 'bun.lock'), 'utf8'), [], { allowTrailingComma: true }) as Lock // safe: Bun wrote it, and an unknown form fails the test
  const served = reachedFrom(lock, Object.keys(manifest.dependencies))
  const keys = Object.keys(lock.packages).toSorted()
  const direct = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })
  const document = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: ownComponent() },
    components: unique(keys.map((key) => componentOf(lock, key, served))),
    dependencies: unique([
      { ref: OWN_REF, dependsOn: refsOf(lock, direct) },
      ...keys.map((key) => ({ ref: refOf(lock, key), dependsOn: refsOf(lock, neededBy(lock, key)) })),
    ]),
  }
  return `${linesOf(document)}\n`
}

/** Returns a document as JSON with a line for each entry of its lists, so that a change of one package is a change of few lines. */
function linesOf(document: Record<string, unknown>): string {
  const members = Object.entries(document).map(([name, value]) => {
    const text = Array.isArray(value)
      ? `[\n    ${value.map((entry) => JSON.stringify(entry)).join(',\n    ')}\n  ]`
      : JSON.stringify(value)
    return `  ${JSON.stringify(name)}: ${text}`
  })
  return `{\n${members.join(',\n')}\n}`
}

const ownComponent = () => ({
  type: 'application',
  'bom-ref': OWN_REF,
  name: manifest.name,
  version: manifest.version,
  licenses: [{ license: { id: manifest.license } }],
  purl: OWN_REF,
})

function componentOf(lock: Lock, key: string, served: ReadonlySet<string>) {
  const [id, , , integrity] = packageAt(lock, key)
  const { name, version } = nameOf(id)
  const patch = lock.patchedDependencies?.[id]
  return {
    type: 'library',
    'bom-ref': refOf(lock, key),
    name,
    version,
    scope: served.has(key) ? 'required' : 'excluded',
    hashes: [{ alg: 'SHA-512', content: Buffer.from(integrity.replace('sha512-', ''), 'base64').toString('hex') }],
    purl: refOf(lock, key),
    ...(patch && { pedigree: { patches: [{ type: 'unofficial', diff: { url: patch } }] } }),
  }
}

function packageAt({ packages }: Lock, key: string): Locked {
  const found = packages[key]
  if (!found?.[3]?.startsWith('sha512-')) throw new Error(`bun.lock has no package with a hash at ${key}`)
  return found
}

function nameOf(id: string): { name: string; version: string } {
  const at = id.lastIndexOf('@')
  return { name: id.slice(0, at), version: id.slice(at + 1) }
}

/** Returns the package URL, by which a component is referred to. */
function refOf(lock: Lock, key: string): string {
  const { name, version } = nameOf(packageAt(lock, key)[0])
  return `pkg:npm/${name.replace('@', '%40')}@${version}`
}

const refsOf = (lock: Lock, keys: readonly string[]): string[] =>
  [...new Set(keys.map((key) => refOf(lock, key)))].toSorted()

/** Returns the keys of the packages that a package needs and that are locked: those of other systems may be left out. */
function neededBy(lock: Lock, key: string): string[] {
  const { dependencies, optionalDependencies, peerDependencies } = packageAt(lock, key)[2]
  const names = Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })
  return names.flatMap((name) => nearest(lock, key, name) ?? [])
}

/** Returns the key of a package as another one finds it: the nearest, from the place of the other upwards. */
function nearest({ packages }: Lock, from: string, name: string): string | undefined {
  const places = from.match(/@[^/]+\/[^/]+|[^/]+/g) ?? []
  for (let depth = places.length; depth >= 0; depth--) {
    const key = [...places.slice(0, depth), name].join('/')
    if (packages[key]) return key
  }
  return undefined
}

function reachedFrom(lock: Lock, start: readonly string[]): ReadonlySet<string> {
  const reached = new Set(start)
  // A set can grow while it is read: what is added is read, too.
  for (const key of reached) for (const needed of neededBy(lock, key)) reached.add(needed)
  return reached
}

/** Returns entries without those of a reference that was there before: a package may be installed in several places. */
function unique<Entry extends { ref: string } | { 'bom-ref': string }>(entries: readonly Entry[]): Entry[] {
  const refs = new Map<string, Entry>()
  for (const entry of entries) {
    const ref = 'ref' in entry ? entry.ref : entry['bom-ref']
    if (!refs.has(ref)) refs.set(ref, entry)
  }
  return [...refs.values()]
}

if (import.meta.main) await Bun.write(SBOM, describeComponents())
