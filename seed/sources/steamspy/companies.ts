import { cleanCompany, cutAtCommas, isLegalForm } from '#catalogue/clean/company'

/** A piece that continues the name before it: "Reflections, a Ubisoft Studio", or "Self" for self-published. */
const CONTINUATION = /^(?:an?|and|the) |^self$/i

/** A remark about the ports a company made, which is not a part of its name: "Feral Interactive (Mac, Linux)". */
const PORT_REMARK = /(?<!\s)\s*\((?:(?:mac|macos|osx|os x|linux|windows|pc)(?:\s*[,&/]\s*)?)+\)/gi

/**
 * Splits a list of companies joined by ", ", without repeats, in order.
 *
 * Splits only at a comma and a space, and only if the rest can be a name of its own. A slash does not split: it is mostly
 * between two spellings of one name ("Midori Games / みどりげーむず").
 */
export function splitSteamSpyCompanies(list: string | null | undefined): string[] {
  const names: string[] = []
  for (const piece of cutAtCommas((list ?? '').replace(PORT_REMARK, ''))) {
    const last = names.at(-1)
    if (last !== undefined && isTail(piece)) names[names.length - 1] = `${last}, ${piece}`
    else names.push(piece)
  }
  return [...new Set(names.flatMap((name) => cleanCompany(name.replace(/(?<![,\s])[,\s]+$/, '')) ?? []))]
}

const isTail = (piece: string): boolean => isLegalForm(piece) || CONTINUATION.test(piece)
