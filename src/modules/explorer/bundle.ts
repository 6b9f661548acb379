import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import { Glob } from 'bun'
import { Failure } from '#lib/errors'
import type { PageLanguage } from '#src/explorer/languages'
import { etagOf } from '#src/http/etag'
import { gzipped } from '#src/http/gzip'

const ROOM = join(import.meta.dir, '..', '..', 'explorer')
const ASSETS = '/explorer/assets/'
const brotli = promisify(brotliCompress)

type Bytes = Uint8Array<ArrayBuffer>

/** Codings in which a file is held besides its plain bytes, the shortest first. */
export const CODINGS = ['br', 'gzip'] as const

/** A file of the page, compressed once. */
export type PageFile = { type: string; etag: string; plain: Bytes } & Record<(typeof CODINGS)[number], Bytes>

/** The document of the page in each language, and the scripts and styles by name. Names hold a hash of the content. */
export type PageBundle = { shells: Readonly<Record<PageLanguage, PageFile>>; assets: ReadonlyMap<string, PageFile> }

/**
 * Builds the page in memory: nothing is written, so that a read-only image serves it. `settings` become `<meta>` elements of the
 * document, `vestim-guest` for `guest`; `vestim-styles` names the style of each page that has one, by the name of its file.
 *
 * @throws {Failure} `configuration` if the page does not compile
 */
export async function buildPage(settings: Readonly<Record<string, string>>): Promise<PageBundle> {
  const [en, fr] = await Promise.all([buildIn('en', settings), buildIn('fr', settings)])
  return { shells: { en: en.shell, fr: fr.shell }, assets: new Map([...en.assets, ...fr.assets]) }
}

async function buildIn(language: PageLanguage, settings: Readonly<Record<string, string>>) {
  const { outputs } = await build(language)
  const assets = new Map<string, PageFile>()
  let shell: Bun.BuildArtifact | undefined
  for (const output of outputs) {
    if (output.path.endsWith('.html')) shell = output
    else assets.set(basename(output.path), await packed(output.type, await bytesOf(output)))
  }
  if (!shell) throw new Failure('configuration', 'The explorer has no document: src/explorer/index.html is missing.')
  const html = withSettings((await shell.text()).replace('lang="en"', `lang="${language}"`), {
    ...settings,
    styles: pageStyles([...assets.keys()]),
  })
  return { shell: await packed(shell.type, new TextEncoder().encode(html)), assets }
}

/** Returns the paths of the styles of pages, such as `game=/explorer/assets/game-1a2b3c4d.css`. */
const pageStyles = (files: readonly string[]) =>
  files
    .filter((file) => file.endsWith('.css') && !file.startsWith('index-'))
    .map((file) => `${file.slice(0, file.lastIndexOf('-'))}=${ASSETS}${file}`)
    .join(' ')

const bytesOf = async (output: Bun.BuildArtifact): Promise<Bytes> => new Uint8Array(await output.arrayBuffer())

async function build(language: PageLanguage) {
  try {
    return await Bun.build({
      entrypoints: ['index.html', ...new Glob('pages/*/*.css').scanSync(ROOM)].map((file) => join(ROOM, file)),
      root: ROOM,
      minify: true,
      splitting: true,
      target: 'browser',
      define: { PAGE_LANGUAGE: JSON.stringify(language) },
      // The development form of JSX passes where each element was written.
      jsx: { runtime: 'automatic', importSource: 'preact', development: false },
      publicPath: ASSETS,
      naming: { entry: '[name]-[hash].[ext]', chunk: '[name]-[hash].[ext]', asset: '[name]-[hash].[ext]' },
    })
  } catch (error) {
    const message = 'The explorer does not compile: install the packages of this release and start again.'
    throw new Failure('configuration', message, { cause: error })
  }
}

function withSettings(html: string, settings: Readonly<Record<string, string>>): string {
  const metas = Object.entries(settings).map(([name, content]) => `<meta name="vestim-${name}" content="${content}">`)
  return html.replace('<!--settings-->', metas.join(''))
}

async function packed(type: string, plain: Bytes): Promise<PageFile> {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length }
  const [br, gzip] = await Promise.all([brotli(plain, { params }), gzipped(plain)])
  return { type, etag: etagOf(plain), plain, br: new Uint8Array(br), gzip }
}
