import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { importDecisions } from '#db/decision/execute'
import type { Stores } from '#db/stores'
import { readDecisions, writeDecisions } from '#seed/cli/decision-file'

/** Exports the decisions of one catalogue to a file and imports them into another. Returns the number of new ones. */
export async function carryDecisions(from: Stores, to: Stores): Promise<number | 'busy'> {
  const folder = mkdtempSync(join(tmpdir(), 'vestim-decisions-'))
  const file = join(folder, 'decisions.ndjson')
  try {
    await writeDecisions(from.db, file)
    return await importDecisions(to, await readDecisions(file))
  } finally {
    rmSync(folder, { recursive: true })
  }
}
