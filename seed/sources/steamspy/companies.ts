import { cleanCompany, cutAtCommas, isLegalForm } from '#catalogue/clean/company'

/** "Reflections, a Ubisoft Studio": an article goes on with a name, it does not begin one; "Self" says who published. */
const CONTINUATION = /^(?:an?|and|the) |^self$/i

/** "Feral Interactive (Mac, Linux)": a remark on the ports somebody made, not a part of the name. */
const PORT_REMARK = /\s*\((?:(?:mac|macos|osx|os x|linux|windows|pc)(?:\s*[,&/]\s*)?)+\)/gi

/**
 * The companies of a list joined by ", ", each once, in order.
 *
 * Only a comma and a blank split, and only where what follows can be a name of its own. A slash does not: here it stands
 * mostly between two spellings of one name ("Midori Games / みどりげーむず").
 */
export function splitSteamSpyCompanies(list: string | null | undefined): string[] {
  const names: string[] = []
  for (const piece of cutAtCommas((list ?? '').replace(PORT_REMARK, ''))) {
    const last = names.at(-1)
    if (last !== undefined && isTail(piece)) names[names.length - 1] = `${last}, ${piece}`
    else names.push(piece)
  }
  return [...new Set(names.flatMap((name) => cleanCompany(name.replace(/[,\s]+$/, '')) ?? []))]
}

const isTail = (piece: string): boolean => isLegalForm(piece) || CONTINUATION.test(piece)
