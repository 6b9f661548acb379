import type { EncodingName } from './names'

/** The characters from 0x80 of code page 850, in which the command line of Windows writes in Western Europe: no `TextDecoder` has it. */
const CODE_PAGE_850 = [
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒ',
  'áíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐',
  '└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀',
  'ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0',
].join('')

const cache = new Map<EncodingName, (bytes: Uint8Array) => string>()

/** Returns the decoder of an encoding. What a `TextDecoder` cannot decode is refused with an exception. */
export function decoderOf(encoding: EncodingName): (bytes: Uint8Array) => string {
  const known = cache.get(encoding)
  if (known) return known
  const decode = encoding === 'cp850' ? decodeCodePage850 : strictDecoder(encoding)
  cache.set(encoding, decode)
  return decode
}

function strictDecoder(encoding: Exclude<EncodingName, 'cp850'>): (bytes: Uint8Array) => string {
  const decoder = new TextDecoder(encoding, { fatal: true })
  return (bytes) => decoder.decode(bytes)
}

/** Decodes code page 850. */
export const decodeCodePage850 = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('latin1')
    .replace(/[\x80-\xff]/g, (character) => CODE_PAGE_850.charAt(character.charCodeAt(0) - 0x80))
