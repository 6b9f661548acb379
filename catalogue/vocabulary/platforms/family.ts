import type { Platform } from '../vocabulary'
import { generationOf } from './generations'

/** One platform as it is written down: the French label only where it differs from the name. */
type Entry = { id: number; slug: string; name: string; fr?: string; en?: string; aliases?: readonly string[] }

/** Platforms of one maker or kind, as entries of the vocabulary. */
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
