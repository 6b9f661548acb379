import { readFile } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join } from 'node:path'
import { custom } from 'valibot'
import { Failure } from '#lib/errors'
import type { Source } from '#seed/contract/source'
import { openDatabaseSource } from '#seed/databases/open'
import { systemCodeOf } from '#seed/input/unreadable'
import { isUrl } from '#seed/input/url'
import type { DeclaredRow } from './cell'
import { mappedColumns } from './columns'
import { type Entry, parseDeclared } from './config'
import { isDatabase } from './is-database'
import { declaredKey, declaredMap } from './map'
import { openDeclared } from './open'

const DEFAULT_FILE = 'vestimlib.config.json'

/**
 * The sources a configuration file declares, in its order. Without a file named, those of `vestimlib.config.json` here,
 * which may be absent. `reserved` are names that are taken.
 *
 * @throws {Failure} `configuration` when the file named is not there, or anything in it is wrong
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
      `"${basename(path)}" cannot be read: check --config and that the file is yours to read.`,
      {
        cause,
      },
    )
  }
}

/** A source made of its entry; what it reads is found from the folder of the configuration. */
export function declaredSource(entry: Entry, folder: string): Source<DeclaredRow> {
  return {
    name: entry.name,
    title: entry.title ?? entry.name,
    licence: entry.licence,
    trust: entry.trust,
    needs: [],
    ...readingOf(entry, folder),
    row: custom<DeclaredRow>(
      (value) => typeof value === 'object' && value !== null,
      'The record is no object with named values.',
    ),
    map: declaredMap(entry),
    keyOf: declaredKey(entry),
  }
}

function readingOf(entry: Entry, folder: string): Pick<Source, 'kind' | 'from' | 'open'> {
  if (isDatabase(entry))
    return { kind: 'database', open: openDatabaseSource(entry, { folder, columns: mappedColumns(entry) }) }
  const place = entry.from === undefined ? undefined : placeOf(entry.from, folder)
  const open = openDeclared(entry)
  return {
    kind: 'file',
    ...(place !== undefined && { from: place }),
    open: (options) => open({ ...options, from: options.from ?? place }),
  }
}

const placeOf = (from: string, folder: string): string => (isAbsolute(from) || isUrl(from) ? from : join(folder, from))
