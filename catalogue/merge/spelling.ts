import { withoutTitleTags } from '#catalogue/clean/title-tags'

/** Signs of rights, which are no part of a title. */
const SIGNS = /[™®©℠]/g
const SPACES = /\s+/g

/** Returns a title or name without the tags of collections and shops around it, and without signs of rights. */
export function cleanSpelling(title: string): string {
  const bare = withoutTitleTags(title.trim())
  if (bare.search(SIGNS) < 0) return bare
  const unsigned = bare.replace(SIGNS, '').replace(SPACES, ' ').trim()
  return unsigned === '' ? bare : unsigned
}
