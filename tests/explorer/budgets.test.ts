import { beforeAll, expect, test } from 'bun:test'
import { buildPage, type PageBundle, type PageFile } from '#src/modules/explorer/bundle'

let bundle: PageBundle

beforeAll(async () => {
  bundle = await buildPage({})
})

const kilobytes = (files: readonly PageFile[]) => files.reduce((sum, { gzip }) => sum + gzip.length, 0) / 1024
const textOf = ({ plain }: PageFile) => new TextDecoder().decode(plain)
const assetsOf = (ending: string) => [...bundle.assets].filter(([name]) => name.endsWith(ending))

/** Returns the scripts that a script loads with itself, itself included. */
function withStatic(name: string, found = new Set<string>()): Set<string> {
  const file = bundle.assets.get(name)
  if (!file || found.has(name)) return found
  found.add(name)
  for (const [, imported = ''] of textOf(file).matchAll(/(?:from|import)\s*"[^"]*?([^"/]+\.js)"/g))
    withStatic(imported, found)
  return found
}

/** Returns the scripts of the first page: those of the document, and those of the search. */
function firstScripts(): PageFile[] {
  const entry = /\/([^/"]+\.js)"/.exec(textOf(bundle.shell))?.[1] ?? ''
  const search = assetsOf('.js').find(([, file]) => /\bas SearchView\b|SearchView:/.test(textOf(file)))?.[0] ?? ''
  const names = new Set([...withStatic(entry), ...withStatic(search)])
  return [...names].flatMap((name) => bundle.assets.get(name) ?? [])
}

test('the first page has at most 30 kB of scripts, 6 kB of styles and 1 kB of HTML, as gzip', () => {
  const scripts = kilobytes(firstScripts())
  const styles = kilobytes(assetsOf('.css').flatMap(([name, file]) => (name.startsWith('index-') ? [file] : [])))
  const html = kilobytes([bundle.shell])
  process.stderr.write(`scripts ${scripts.toFixed(1)} kB, styles ${styles.toFixed(1)} kB, HTML ${html.toFixed(1)} kB\n`)
  expect(firstScripts().length).toBeGreaterThan(1)
  expect(scripts).toBeLessThanOrEqual(30)
  expect(styles).toBeLessThanOrEqual(6)
  expect(html).toBeLessThanOrEqual(1)
})

// Not met yet: nine pages in two languages have about 79 kB. This test fails as soon as the budget is met.
test.failing('all pages together have at most 60 kB of scripts, as gzip', () => {
  const all = kilobytes(assetsOf('.js').map(([, file]) => file))
  process.stderr.write(`all scripts ${all.toFixed(1)} kB\n`)
  expect(all).toBeLessThanOrEqual(60)
})
