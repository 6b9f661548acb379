const EMAIL = /[\p{L}\p{N}._%+-]{1,64}(?:@|\\u0040)[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62}\.){1,8}\p{L}{2,24}/gu
/** The id of a person at Steam in its three forms: 17 digits, `STEAM_0:1:23` and `[U:1:46]`. Ids of games have other forms. */
const STEAM_ID = /(?<!\d)7656119\d{10}(?!\d)|\bSTEAM_[0-5]:[01]:\d{1,10}\b|\[U:1:\d{1,10}\]/g
const STEAM_PROFILE = /\bsteamcommunity\.com\\?\/(?:id|profiles)\\?\/[\w-]{2,64}/g

/** True if a text may hold an e-mail address or an id of a person at Steam. It is much faster than looking for them. */
export const mayHoldTraces = (text: string): boolean =>
  text.includes('@') ||
  text.includes('\\u0040') ||
  text.includes('7656119') ||
  text.includes('STEAM_') ||
  text.includes('[U:1:') ||
  text.includes('steamcommunity.com')

/** Returns a text without e-mail addresses and ids of persons at Steam. An id becomes 0, because JSON may have it as a number. */
export const withoutTraces = (text: string): string =>
  mayHoldTraces(text)
    ? text.replace(EMAIL, '').replace(STEAM_PROFILE, 'steamcommunity.com').replace(STEAM_ID, '0')
    : text
