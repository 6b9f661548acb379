/** Encodings that a person may name for a text file, where its bytes alone do not decide. In all of them ASCII is ASCII. */
export const ENCODINGS = ['utf-8', 'windows-1250', 'windows-1251', 'windows-1252', 'macintosh'] as const
export type EncodingName = (typeof ENCODINGS)[number]
