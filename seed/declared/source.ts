import { readFile } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join } from 'node:path'
import { custom } from 'valibot'
import type { DeclaredRow } from '#catalogue/list/cells/cell'
import { Failure } from '#lib/errors'
import type { Source } from '#seed/contract/source'
import { openDatabaseSource } from '#seed/databases/open'
import { systemCodeOf } from '#seed/input/unreadable'
import { isUrl } from '#seed/input/url'
import { mappedColumns } from './columns'
import { type Entry, parseDeclared } from './config'
import { isDatabase } from './is-database'
import { declaredKey, declaredMap } from './map'
import { openDeclared } from './open'

const DEFAULT_FILE = 'vestimlib.config.json'

/**
 * Returns the sources that a configuration file declares, in its order. `reserved` are names that are taken.
 *
 * (Default file: `vestimlib.config.json` in the current folder, which may be absent.)
 *
 * @throws {Failure} `configuration` if the file cannot be read, or is not valid
 */
export async function declaredSources(file: string | undefined, reserved: readonly string[]): Promise<Source[]> {
  const path = file ?? DEFAULT_FILE
  const content = await readConfig(path, file !== undefined)
  if (content === undefined) return []
  const entries = parseDeclared(content, basename(path), reserved)
  return entries.map((entry) => declaredSource(entry, dirname(path)) as Source) // safe: it is only given rows its own schema has parsed
}

async function readConfig(path: string, isNamed: boolean): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    if (!isNamed && systemCodeOf(cause) === 'ENOENT') return undefined
    throw new Failure(
      'configuration',
      `"${basename(path)}" cannot be read: check --config and the permissions of the file.`,
      {
        cause,
      },
    )
  }
}

/** Returns the source of an entry; relative paths start from the folder of the configuration. */
export function declaredSource(entry: Entry, folder: string): Source<DeclaredRow> {
  return {
    name: entry.name,
    title: entry.title ?? entry.name,
    licence: entry.licence,
    trust: entry.trust,
    needs: [],
    ...readingOf(entry, folder),
    row: custom<DeclaredRow>((value) => typeof value === 'object' && value !== null, 'The record is not an object.'),
    fields: mappedColumns(entry),
    map: declaredMap(entry),
    keyOf: declaredKey(entry),
  }
}

function readingOf(entry: Entry, folder: string): Pick<Source, 'kind' | 'from' | 'open'> {
  if (isDatabase(entry))
    return { kind: 'database', open: openDatabaseSource(entry, { folder, columns: mappedColumns(entry) }) }
  const location = entry.from === undefined ? undefined : locationOf(entry.from, folder)
  const open = openDeclared(entry)
  return {
    kind: 'file',
    ...(location !== undefined && { from: location }),
    open: (options) => open({ ...options, from: options.from ?? location }),
  }
}

const locationOf = (from: string, folder: string): string =>
  isAbsolute(from) || isUrl(from) ? from : join(folder, from)
