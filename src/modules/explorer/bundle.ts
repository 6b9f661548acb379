import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import { Failure } from '#lib/errors'
import { etagOf } from '#src/http/etag'
import { gzipped } from '#src/http/gzip'

const ROOM = join(import.meta.dir, '..', '..', 'explorer')
const brotli = promisify(brotliCompress)

type Bytes = Uint8Array<ArrayBuffer>

/** Codings in which a file is held besides its plain bytes, the shortest first. */
export const CODINGS = ['br', 'gzip'] as const

/** A file of the page, compressed once. */
export type PageFile = { type: string; etag: string; plain: Bytes } & Record<(typeof CODINGS)[number], Bytes>

/** The document of the page, and its scripts and styles by name. Names hold a hash of the content. */
export type PageBundle = { shell: PageFile; assets: ReadonlyMap<string, PageFile> }

/**
 * Builds the page in memory: nothing is written, so that a read-only image serves it. `marks` are texts of the document by the
 * comment that they replace.
 *
 * @throws {Failure} `configuration` if the page does not compile
 */
export async function buildPage(marks: Readonly<Record<string, string>>): Promise<PageBundle> {
  const { outputs } = await build()
  const assets = new Map<string, PageFile>()
  let shell: PageFile | undefined
  for (const output of outputs) {
    const bytes = new Uint8Array(await output.arrayBuffer())
    if (output.path.endsWith('.html')) shell = await packed(output.type, withMarks(bytes, marks))
    else assets.set(output.path.split('/').at(-1) ?? '', await packed(output.type, bytes))
  }
  if (!shell) throw new Failure('configuration', 'The explorer has no document: src/explorer/index.html is missing.')
  return { shell, assets }
}

async function build() {
  try {
    return await Bun.build({
      entrypoints: [join(ROOM, 'index.html')],
      minify: true,
      splitting: true,
      target: 'browser',
      publicPath: '/explorer/assets/',
      naming: { entry: '[name]-[hash].[ext]', chunk: '[name]-[hash].[ext]', asset: '[name]-[hash].[ext]' },
    })
  } catch (error) {
    const message = 'The explorer does not compile: install the packages of this release and start again.'
    throw new Failure('configuration', message, { cause: error })
  }
}

/** Replaces comments such as `<!--settings-->`. */
function withMarks(bytes: Bytes, marks: Readonly<Record<string, string>>): Bytes {
  let text = new TextDecoder().decode(bytes)
  for (const [name, value] of Object.entries(marks)) text = text.replace(`<!--${name}-->`, value)
  return new TextEncoder().encode(text)
}

async function packed(type: string, plain: Bytes): Promise<PageFile> {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length }
  const [br, gzip] = await Promise.all([brotli(plain, { params }), gzipped(plain)])
  return { type, etag: etagOf(plain), plain, br: new Uint8Array(br), gzip }
}
