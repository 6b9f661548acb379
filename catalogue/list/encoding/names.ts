/** Encodings that a person may name for a text file, where its bytes alone do not decide. In all of them ASCII is ASCII. */
export const ENCODINGS = [
  ...([
    'utf-8',
    'windows-1250',
    'windows-1251',
    'windows-1252',
    'windows-1253',
    'windows-1254',
    'macintosh',
    'cp850',
  ] as const),
  ...(['koi8-r', 'ibm866', 'shift_jis', 'euc-jp', 'gbk', 'big5', 'euc-kr'] as const),
] as const
export type EncodingName = (typeof ENCODINGS)[number]
