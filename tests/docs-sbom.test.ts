import { expect, test } from 'bun:test'
import manifest from '../package.json'
import { describeComponents, SBOM } from './support/sbom'

type Component = {
  name: string
  version: string
  scope: string
  purl: string
  hashes: { content: string }[]
  pedigree?: object
}

test('docs/sbom.json lists what bun.lock locks (bun tests/support/sbom.ts writes it anew)', async () => {
  expect(await Bun.file(SBOM).text()).toBe(describeComponents())
})

test('docs/sbom.json has every dependency in its exact version, with a hash, and tells patched ones and those of development', async () => {
  const { components } = (await Bun.file(SBOM).json()) as { components: Component[] } // safe: the test above checks it
  const of = (name: string) => components.filter((component) => component.name === name)
  for (const [name, version] of Object.entries(manifest.dependencies))
    expect(of(name)).toContainEqual(expect.objectContaining({ version, scope: 'required' }))
  expect(of('@biomejs/biome')).toMatchObject([{ scope: 'excluded' }])
  expect(
    components
      .filter(({ pedigree }) => pedigree)
      .map(({ name, version }) => `${name}@${version}`)
      .toSorted(),
  ).toEqual(Object.keys(manifest.patchedDependencies).toSorted())
  for (const { purl, hashes } of components)
    expect([purl, hashes[0]?.content]).toEqual([purl, expect.stringMatching(/^[0-9a-f]{128}$/)])
  expect(new Set(components.map(({ purl }) => purl)).size).toBe(components.length)
})

test('every version is pinned, nothing runs at installation, and versions are at least those without known faults', async () => {
  const all = { ...manifest.dependencies, ...manifest.devDependencies }
  for (const [name, version] of Object.entries(all))
    expect([name, version]).toEqual([name, expect.stringMatching(/^(?:npm:.+@)?\d+\.\d+\.\d+$/)])
  expect('trustedDependencies' in manifest).toBe(false)
  const LEAST = { elysia: '1.4.27', 'drizzle-orm': '0.45.2', valibot: '1.2.0' } as const
  for (const [name, least] of Object.entries(LEAST))
    expect([name, Bun.semver.order(manifest.dependencies[name as keyof typeof LEAST], least) >= 0]).toEqual([
      name,
      true,
    ]) // safe: a key of LEAST
  expect(manifest.dependencies.postgres).toBe('3.4.9')
})
