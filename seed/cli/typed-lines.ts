import type { Stream } from '#lib/iterate'

/**
 * Yields the lines of a text that is typed or piped, without their line ends; the last one may have none. A line is read when it is
 * asked for, and the end of the text ends the iteration, also if it comes before.
 */
export async function* typedLines(bytes: Stream<Uint8Array>): Stream<string> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const piece of bytes) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) yield line.replace(/\r$/, '')
  }
  if (rest !== '') yield rest
}
