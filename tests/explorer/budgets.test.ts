import { beforeAll, describe, expect, test } from 'bun:test'
import { LANGUAGES, type PageLanguage } from '#src/explorer/languages'
import { buildPage, type PageBundle, type PageFile } from '#src/modules/explorer/bundle'

let bundle: PageBundle

beforeAll(async () => {
  bundle = await buildPage({})
})

const kilobytes = (files: readonly PageFile[]) => files.reduce((sum, { gzip }) => sum + gzip.length, 0) / 1024
const textOf = ({ plain }: PageFile) => new TextDecoder().decode(plain)

const STATIC = /(?:from|import)\s*"[^"]*?([^"/]+\.js)"/g
const EVERY = /(?:from\s*|import\s*\(?)"[^"]*?([^"/]+\.js)"/g

/** Returns the scripts that a script imports, itself included. */
function withImports(name: string, imports: RegExp, found = new Set<string>()): Set<string> {
  const file = bundle.assets.get(name)
  if (!file || found.has(name)) return found
  found.add(name)
  for (const [, imported = ''] of textOf(file).matchAll(imports)) withImports(imported, imports, found)
  return found
}

const filesOf = (names: Iterable<string>): PageFile[] => [...names].flatMap((name) => bundle.assets.get(name) ?? [])

const entryOf = (language: PageLanguage): string => /\/([^/"]+\.js)"/.exec(textOf(bundle.shells[language]))?.[1] ?? ''

const allScripts = (language: PageLanguage): string[] => [...withImports(entryOf(language), EVERY)]

/** Returns the scripts of the first page, the search: those of the document. */
const firstScripts = (language: PageLanguage): PageFile[] => filesOf(withImports(entryOf(language), STATIC))

describe.each(LANGUAGES)('a reader of %s', (language) => {
  test('loads at most 30 kB of scripts, 6 kB of styles and 1 kB of HTML for the first page, as gzip', () => {
    const scripts = kilobytes(firstScripts(language))
    const styles = kilobytes(filesOf([...bundle.assets.keys()].filter((name) => /^index-.*\.css$/.test(name))))
    const html = kilobytes([bundle.shells[language]])
    process.stderr.write(
      `scripts ${scripts.toFixed(1)} kB, styles ${styles.toFixed(1)} kB, HTML ${html.toFixed(1)} kB\n`,
    )
    expect(firstScripts(language).map(textOf).join('')).toContain('window-list')
    expect(scripts).toBeLessThanOrEqual(30)
    expect(styles).toBeLessThanOrEqual(6)
    expect(html).toBeLessThanOrEqual(1)
  })

  // Not met yet: nine pages have about 92 kB. This test fails as soon as the budget is met.
  test.failing('loads at most 60 kB of scripts for all pages together, as gzip', () => {
    const all = kilobytes(filesOf(allScripts(language)))
    process.stderr.write(`all scripts ${all.toFixed(1)} kB\n`)
    expect(all).toBeLessThanOrEqual(60)
  })
})

test('every script is for one language, and both have the same number', () => {
  const [en, fr] = LANGUAGES.map(allScripts)
  expect(en?.length).toBe(fr?.length ?? 0)
  expect([...bundle.assets.keys()].filter((name) => name.endsWith('.js')).sort()).toEqual(
    [...new Set([...(en ?? []), ...(fr ?? [])])].sort(),
  )
})
