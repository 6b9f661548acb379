import * as v from 'valibot'
import type { CatalogueRecord } from '#catalogue/record'
import type { Stores } from '#db/stores'
import { upsertVocabulary } from '#db/vocabulary/upsert'
import type { Clock } from '#seed/contract/clock'
import type { Mapped, Page } from '#seed/contract/record'
import type { Source } from '#seed/contract/source'
import type { RunOptions } from '#seed/pipeline/options'
import { silent } from '#seed/pipeline/progress'
import type { RunReport } from '#seed/pipeline/report'
import { runSource } from '#seed/pipeline/run'
import { NO_KEYS } from './api-access'

/** Record given by a test: its key and values. A string is a record that cannot be parsed. */
export type Given = ({ key: string } & CatalogueRecord) | string

const LICENCE = { name: 'CC0-1.0', redistributable: true, commercial: true, attribution: null, url: null }

/** Clock that stands still and never waits. */
export const stillClock: Clock = { now: () => 0, sleep: async () => {} }

/** Returns a source with the given pages; it resumes by page number, like an API. */
export function memorySource(name: string, pages: readonly (readonly Given[])[], trust = 50): Source {
  return {
    name,
    title: name,
    kind: 'api',
    licence: LICENCE,
    trust,
    needs: [],
    open: async () => ({
      dataset: name,
      fingerprint: JSON.stringify(pages),
      pages: (after) => pagesOf(pages, Number(after?.page ?? 0)),
    }),
    row: v.unknown(),
    map: (row) => asMapped(row as { key: string } & CatalogueRecord), // safe: pagesOf yields the given records
  }
}

function asMapped({ key, ...record }: { key: string } & CatalogueRecord): Mapped {
  if (!record.title)
    return { ok: false, reject: { code: 'missing_title', field: 'title', message: 'The record has no title.' } }
  return { ok: true, key, record }
}

async function* pagesOf(pages: readonly (readonly Given[])[], from: number): AsyncIterable<Page> {
  for (const [at, given] of pages.entries()) {
    if (at < from) continue
    const position = { page: at }
    yield {
      records: given.flatMap((value) =>
        typeof value === 'string' ? [] : [{ value, text: JSON.stringify(value), position }],
      ),
      unparsable: given.flatMap((text) =>
        typeof text === 'string' ? [{ reject: { code: 'invalid_json', message: 'No record.' }, text, position }] : [],
      ),
      checkpoint: { page: at + 1 },
      done: at + 1,
      total: pages.length,
    }
  }
}

/** Loads a source as the command line does, without progress and without waiting. */
export async function load(stores: Stores, source: Source, options: Partial<RunOptions> = {}): Promise<RunReport> {
  await upsertVocabulary(stores.db)
  return runSource({ ...optionsOf(stores, source), ...options })
}

/** Returns the default options of a run in tests. */
export const optionsOf = (stores: Stores, source: Source): RunOptions => ({
  stores,
  source,
  from: undefined,
  dataset: undefined,
  limit: undefined,
  restart: false,
  since: undefined,
  fromArchive: false,
  credentials: NO_KEYS,
  clock: stillClock,
  signal: new AbortController().signal,
  progress: silent,
})
