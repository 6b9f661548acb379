import type { Stream } from '#lib/iterate'
import type { Content, Page, RecordPosition } from '#seed/contract/record'
import type { OpenedInput, OpenOptions } from '#seed/contract/source'
import { takeBytes } from '#seed/input/bytes'
import { webOf } from '#seed/input/fetch'
import type { Input } from '#seed/input/input'
import { inputsFingerprint, openInputs } from '#seed/input/open'
import type { ApiDefinition } from './definition'

type SavedFormat = Pick<ApiDefinition, 'split'>

/** Longest saved response, in bytes: no API sends a longer one. */
const MAX_BYTES = 64 * 1024 * 1024
/** The beginning of a broken response that is kept in quarantine: enough to recognise it. */
const KEPT_CHARACTERS = 2_000

const inOrder = new Intl.Collator('en', { numeric: true })

/**
 * Opens API responses that were saved as JSON files: a file, folder, glob or URL. Numbers in file names are sorted by
 * value: `page_2` before `page_10`.
 *
 * @throws {Failure} `source_unreadable` if there is no such file
 */
export async function openSaved(
  from: string,
  { clock, reach }: Pick<OpenOptions, 'clock' | 'reach'>,
  definition: SavedFormat,
): Promise<Pick<OpenedInput, 'fingerprint' | 'pages'>> {
  const found = await openInputs(from, { extensions: ['.json'], web: webOf({ clock, reach }) })
  const inputs = found.sort((a, b) => inOrder.compare(a.name, b.name))
  return {
    fingerprint: inputsFingerprint(inputs),
    pages: (after) => readSaved(inputs, Number(after?.page ?? 0), definition),
  }
}

async function* readSaved(inputs: readonly Input[], first: number, definition: SavedFormat): Stream<Page> {
  for (const [at, input] of inputs.entries()) {
    if (at < first) continue
    yield { ...(await splitSaved(input, definition)), checkpoint: { page: at + 1 }, done: at + 1, total: inputs.length }
  }
}

async function splitSaved(input: Input, { split }: SavedFormat): Promise<Content> {
  const position = { file: input.name }
  const bytes = await takeBytes(input.slice(0), MAX_BYTES + 1)
  if (bytes.length > MAX_BYTES) return brokenResponse('', position, 'The response is too long.')
  const text = new TextDecoder().decode(bytes)
  try {
    const content = split(JSON.parse(text), position)
    return content ?? brokenResponse(text, position, 'This is not a response of the API with records.')
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return brokenResponse(text, position, 'The response is not whole JSON.')
  }
}

/** Returns an unreadable response as one refused record. */
const brokenResponse = (text: string, position: RecordPosition, message: string): Content => ({
  records: [],
  unparsable: [{ reject: { code: 'not_an_answer', message }, text: text.slice(0, KEPT_CHARACTERS), position }],
})
