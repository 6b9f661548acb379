import type { Platform } from '../vocabulary'
import { generationOf } from './generations'

/** One platform of a family; `en` and `fr` only where the label differs from the name. */
type Entry = { id: number; slug: string; name: string; fr?: string; en?: string; aliases?: readonly string[] }

/** Returns the platforms of one family as entries of the vocabulary. */
export const family = (name: string, entries: readonly Entry[]): Platform[] =>
  entries.map((entry) => ({
    id: entry.id,
    slug: entry.slug,
    name: entry.name,
    label: { en: entry.en ?? entry.name, fr: entry.fr ?? entry.name },
    family: name,
    generation: generationOf(entry.slug),
    aliases: entry.aliases ?? [],
  }))
