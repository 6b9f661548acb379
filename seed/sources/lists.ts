import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Source } from '#seed/contract/source'
import { parseDeclared } from '#seed/declared/config'
import { declaredSource } from '#seed/declared/source'

const FOLDER = join(import.meta.dir, 'lists')
const FILES = ['reviews.json', 'rawg.json', 'steam.json', 'igdb.json']

/** The sources of this release that need no code, declared in the language of `vestimlib.config.json`. */
export const LISTS: readonly Source[] = FILES.flatMap((file) =>
  parseDeclared(readFileSync(join(FOLDER, file), 'utf8'), file, []).map(
    (entry) => declaredSource(entry, FOLDER) as Source, // safe: it is only given rows its own schema has parsed
  ),
)
