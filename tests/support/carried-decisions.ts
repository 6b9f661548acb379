import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { importDecisions } from '#db/decision/execute'
import type { Stores } from '#db/stores'
import { readDecisions, writeDecisions } from '#seed/cli/decision-file'

/** Carries the decisions of one catalogue to another in a file, and answers how many of them were new there. */
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
