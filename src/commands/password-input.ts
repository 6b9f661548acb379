import { readFileSync } from 'node:fs'
import { Failure } from '#lib/errors'

/** Ctrl-C. */
const INTERRUPT = '\u0003'
/** Enter, and Ctrl-D. */
const ENDS = ['\r', '\n', '\u0004']
/** Backspace, as terminals send it. */
const ERASERS = ['\b', '\u007f']

/** A terminal: its keys, its output for questions, and the start of a new line. */
export type Terminal = { keys: NodeJS.ReadStream; ask: (question: string) => void; newLine: () => void }

/**
 * Returns the password in a file, without its last line break; without a file the one that is typed twice at the terminal, which
 * does not show it.
 *
 * @throws {Failure} `usage` if the file cannot be read, there is no terminal, or both passwords differ; `interrupted`
 */
export async function readPassword(file: string | undefined, terminal: Terminal): Promise<string> {
  if (file !== undefined) return readPasswordFile(file)
  if (!terminal.keys.isTTY)
    throw new Failure('usage', 'There is no terminal to type a password at: give --password-file FILE.')
  const password = await typed('Password: ', terminal)
  if (password === (await typed('The same again: ', terminal))) return password
  throw new Failure('usage', 'The two passwords differ: run the same command again.')
}

function readPasswordFile(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '')
  } catch (cause) {
    throw new Failure('usage', 'The file of --password-file cannot be read: check its path and its permissions.', {
      cause,
    })
  }
}

/** Returns a line that is typed while the terminal shows nothing. */
async function typed(question: string, { keys, ask, newLine }: Terminal): Promise<string> {
  // Before the question: what is typed as soon as that appears must not be shown.
  keys.setRawMode(true)
  keys.setEncoding('utf8')
  ask(question)
  try {
    return await lineOf(keys)
  } finally {
    keys.setRawMode(false)
    keys.pause()
    newLine()
  }
}

function lineOf(keys: NodeJS.ReadStream): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  let line: string[] = []
  const press = (key: string) => {
    if (ENDS.includes(key)) resolve(line.join(''))
    else if (key === INTERRUPT) reject(new Failure('interrupted', 'Interrupted. Nothing was changed.'))
    else line = ERASERS.includes(key) ? line.slice(0, -1) : [...line, key]
  }
  const take = (text: string) => {
    for (const key of text) press(key)
  }
  keys.on('data', take)
  keys.resume()
  return promise.finally(() => keys.off('data', take))
}
