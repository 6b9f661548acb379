/**
 * Characters that a terminal obeys or does not show: controls (C0, DEL, C1), which can move the cursor, set the title or clear the
 * screen; line and paragraph separators; marks that change the direction of text; invisible characters and tags; half of a
 * surrogate pair. Joiners stay, because they change letters.
 */
const UNPRINTABLE =
  /[\p{Cc}\p{Cs}\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu

/**
 * Returns one line for a terminal, with every control, invisible and direction-changing character escaped as in JSON: `\u001b`.
 *
 * JSON on one line stays the same JSON: all of these characters are in its texts, where such an escape means the character.
 */
export const toPrintable = (line: string): string => line.replace(UNPRINTABLE, escaped)

const escaped = (character: string): string =>
  character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('')

/**
 * Returns a message of several lines for a terminal, each as `toPrintable` returns it. Lines after the first are indented, so that
 * a line break in a name, such as that of a file, does not begin what looks like another message.
 */
export const toPrintableMessage = (message: string): string =>
  message
    .split('\n')
    .map(toPrintable)
    .map((line, at) => (at === 0 || line === '' || line.startsWith('  ') ? line : `  ${line}`))
    .join('\n')
