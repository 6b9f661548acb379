import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { Failure } from '#lib/errors'
import { fingerprintFile, sha256 } from './fingerprint'
import { takeBytes } from './input-bytes'
import { openFile } from './input-file'
import { resolvePaths } from './input-path'

/** One saved answer of a paged API: a file named `…_page_<number>.json`, packed (`.gz`) or not. */
export type SavedPage = { path: string; name: string; number: number; bytes: number }

const NAMED_PAGE = /_page_(\d{1,7})\.json(?:\.gz)?$/i
const ADVICE = 'Saved pages are files named like "all_page_0.json", "all_page_1.json": name the folder that holds them.'

/**
 * The saved pages meant by a folder, a glob or the path of one page, in the order of their numbers.
 *
 * @throws {Failure} `source_unreadable` when nothing is there, or nothing named like a page.
 */
export async function listSavedPages(from: string): Promise<SavedPage[]> {
  if (from === '-') throw new Failure('source_unreadable', `Pages cannot be read from standard input. ${ADVICE}`)
  const paths = (await resolvePaths(from, ['.json'])).filter((path) => NAMED_PAGE.test(path))
  if (paths.length === 0) throw new Failure('source_unreadable', `There is no page in "${basename(from)}". ${ADVICE}`)
  const pages = await Promise.all(paths.map(savedPage))
  return pages.sort((a, b) => a.number - b.number || (a.path < b.path ? -1 : 1))
}

async function savedPage(path: string): Promise<SavedPage> {
  const { size } = await stat(path)
  return { path, name: basename(path), number: Number(NAMED_PAGE.exec(path)?.[1]), bytes: size }
}

/** The text of a saved page, `undefined` when it is longer than `maxBytes`; empty when the file is. */
export async function readSavedPage(page: SavedPage, maxBytes: number): Promise<string | undefined> {
  if (page.bytes === 0) return ''
  const input = await openFile(page.path)
  const bytes = await takeBytes(input.slice(0), maxBytes + 1)
  return bytes.length > maxBytes ? undefined : new TextDecoder().decode(bytes)
}

/** A fingerprint of names, sizes and the content of the first and last page: cheap, and changed by every new crawl. */
export async function fingerprintPages(pages: readonly SavedPage[]): Promise<string> {
  const [first, last] = [pages.at(0), pages.at(-1)]
  const edges = await Promise.all([first, last].map((page) => page && fingerprintFile(page.path, page.bytes)))
  return sha256([...pages.map(({ name, bytes }) => JSON.stringify([name, bytes])), ...edges].join('\n'))
}
