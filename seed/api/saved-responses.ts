import type { Stream } from '#lib/iterate'
import type { Content, Page, RecordPosition } from '#seed/contract/record'
import type { OpenedInput, OpenOptions } from '#seed/contract/source'
import { takeBytes } from '#seed/input/bytes'
import { webOf } from '#seed/input/fetch'
import type { Input } from '#seed/input/input'
import { inputsFingerprint, openInputs } from '#seed/input/open'
import type { ApiDefinition } from './definition'
import { redactPersonal } from './redact'

type Saved = Pick<ApiDefinition, 'split' | 'personal'>

/** No answer of any API is longer. */
const MAX_BYTES = 64 * 1024 * 1024
/** Enough of a broken answer to see what it is; the whole of it would fill the quarantine. */
const KEPT_CHARACTERS = 2_000

const inOrder = new Intl.Collator('en', { numeric: true })

/**
 * Answers of an API that people saved as JSON files, one after the other: a file, folder, glob or URL. `page_2` comes before
 * `page_10`.
 *
 * @throws {Failure} `source_unreadable` when nothing is there
 */
export async function openSaved(
  from: string,
  { clock, reach }: Pick<OpenOptions, 'clock' | 'reach'>,
  definition: Saved,
): Promise<Pick<OpenedInput, 'fingerprint' | 'pages'>> {
  const found = await openInputs(from, { extensions: ['.json'], web: webOf({ clock, reach }) })
  const inputs = found.sort((a, b) => inOrder.compare(a.name, b.name))
  return {
    fingerprint: inputsFingerprint(inputs),
    pages: (after) => readSaved(inputs, Number(after?.page ?? 0), definition),
  }
}

async function* readSaved(inputs: readonly Input[], first: number, definition: Saved): Stream<Page> {
  for (const [at, input] of inputs.entries()) {
    if (at < first) continue
    yield { ...(await splitSaved(input, definition)), checkpoint: { page: at + 1 }, done: at + 1, total: inputs.length }
  }
}

async function splitSaved(input: Input, { split, personal = [] }: Saved): Promise<Content> {
  const position = { file: input.name }
  const bytes = await takeBytes(input.slice(0), MAX_BYTES + 1)
  if (bytes.length > MAX_BYTES) return brokenAnswer('', position, 'The answer is too long to be one.')
  const text = new TextDecoder().decode(bytes)
  try {
    const content = split(JSON.parse(redactPersonal(text, personal)), position)
    return content ?? brokenAnswer(text, position, 'This is no answer of the API that holds records.')
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return brokenAnswer(text, position, 'The answer is not whole JSON.')
  }
}

/** An answer of which nothing can be read: one refused record that says why. */
const brokenAnswer = (text: string, position: RecordPosition, message: string): Content => ({
  records: [],
  unparsable: [{ reject: { code: 'not_an_answer', message }, text: text.slice(0, KEPT_CHARACTERS), position }],
})
