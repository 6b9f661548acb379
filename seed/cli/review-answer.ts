/** Words that answer the question about a doubtful match. */
export const REVIEW_ANSWERS = ['same', 'different', 'later', 'undo', 'quit'] as const
export type ReviewAnswer = { word: (typeof REVIEW_ANSWERS)[number]; reason: string | null }

/** The question, with the first letter of each word in brackets. */
export const REVIEW_QUESTION = `  ${REVIEW_ANSWERS.map((word) => `[${word[0]}]${word.slice(1)}`).join(', ')}?`

const LONGEST_REASON = 2_000

/**
 * Returns the answer that a line is: one of the words or its first letter, and for a verdict maybe a colon and the reason;
 * `undefined` for anything else, because a decision holds in every later load.
 */
export function parseReviewAnswer(line: string): ReviewAnswer | undefined {
  const at = line.indexOf(':')
  const typed = (at < 0 ? line : line.slice(0, at)).trim().toLowerCase()
  const reason = at < 0 ? '' : line.slice(at + 1).trim()
  const word = REVIEW_ANSWERS.find((each) => typed === each || typed === each[0])
  const isVerdict = word === 'same' || word === 'different'
  if (!word || (at >= 0 && !isVerdict) || reason.length > LONGEST_REASON || !isStorable(reason)) return undefined
  return { word, reason: reason || null }
}

const isStorable = (text: string) => text.isWellFormed() && !text.includes('\0')
