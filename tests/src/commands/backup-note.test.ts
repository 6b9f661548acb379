import { afterAll, beforeAll, expect, test } from 'bun:test'
import { join } from 'node:path'
import { findLastBackup } from '#db/backup/last'
import { openDatabase } from '#db/connect'
import { parseConfig } from '#lib/config'
import { backup } from '#src/commands/backup'
import { migrate } from '#src/commands/migrate'
import { scratchFolder } from '#tests/db/backup/places'

let scratch: Awaited<ReturnType<typeof scratchFolder>>
beforeAll(async () => {
  scratch = await scratchFolder()
})
afterAll(() => scratch[Symbol.asyncDispose]())

test('a backup is noted in the database it was made of, and is not in itself', async () => {
  const config = parseConfig({ DATA_DIR: scratch.in('store') })
  const said: string[] = []
  const say = (line: string) => void said.push(line)
  await migrate(config, false, say)
  const began = Date.now()
  await backup(config, scratch.in('one'), { signal: new AbortController().signal, say })
  {
    await using database = await openDatabase(config)
    const takenAt = (await findLastBackup(database.db))?.getTime() ?? 0
    expect(takenAt).toBeGreaterThanOrEqual(began)
    expect(takenAt).toBeLessThanOrEqual(Date.now())
  }
  await backup(config, scratch.in('two'), { signal: new AbortController().signal, say })
  const hashOf = async (name: string) =>
    ((await Bun.file(join(scratch.in(name), 'manifest.json')).json()) as { content: { contentHash: string } }).content // safe: a manifest
      .contentHash
  expect(await hashOf('two')).toBe(await hashOf('one'))
  expect(said.join('\n')).not.toContain('could not note')
}, 120_000)
