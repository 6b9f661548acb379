import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Source } from '#seed/contract/source'
import { parseDeclared } from '#seed/declared/config'
import { declaredSource } from '#seed/declared/source'

const FILES = ['reviews.json', 'rawg.json', 'steam.json', 'igdb.json']

/** Sources of this release that need no code: entries as in `vestimlib.config.json`. */
export const LISTED_SOURCES: readonly Source[] = FILES.flatMap((file) =>
  parseDeclared(readFileSync(join(import.meta.dir, file), 'utf8'), file, []).map(
    (entry) => declaredSource(entry, import.meta.dir) as Source, // safe: a source is only given rows that its own schema has parsed
  ),
)
