import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { chmod, mkdir, readdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { checkBackupFolder, inNewFolder } from '#db/backup/folder'
import { scratchFolder } from './places'

let scratch: Awaited<ReturnType<typeof scratchFolder>>
beforeEach(async () => {
  scratch = await scratchFolder()
})
afterEach(() => scratch[Symbol.asyncDispose]())

const NOTHING = async () => 'written'

describe('a new folder', () => {
  test('leaves the folders of others alone, which have a similar name', async () => {
    const others = ['a.unfinished.notes', 'a.unfinished.', 'a.unfinished.1e9', 'a.unfinished.0x1', 'a.unfinished.-1']
    for (const name of others) await mkdir(scratch.in(name))
    await mkdir(scratch.in('a.unfinished.2147483647'))
    expect(await inNewFolder(scratch.in('a'), NOTHING)).toBe('written')
    expect(await readdir(scratch.path)).toEqual(expect.arrayContaining(others))
    expect(await readdir(scratch.path)).not.toContain('a.unfinished.2147483647')
  })

  test.each(['there', 'nowhere'])(
    'is refused before it is written where a link is, to a folder that is %s',
    async (to) => {
      await mkdir(scratch.in('there'))
      await symlink(scratch.in(to), scratch.in('link'))
      const wasWritten = async () => {
        throw new Error('written')
      }
      await expect(inNewFolder(scratch.in('link'), wasWritten)).rejects.toMatchObject({
        code: 'backup_refused',
        message: expect.stringContaining('symbolic link'),
      })
    },
  )

  test.each([250, 300])('with a name of %d characters is refused in one sentence', async (length) => {
    await expect(inNewFolder(scratch.in('x'.repeat(length)), NOTHING)).rejects.toMatchObject({
      code: 'backup_failed',
      message: expect.stringContaining('too long'),
    })
  })

  test('below links in a circle is refused in one sentence', async () => {
    await symlink(scratch.in('round'), scratch.in('round'))
    await expect(inNewFolder(join(scratch.in('round'), 'a'), NOTHING)).rejects.toMatchObject({ code: 'backup_failed' })
  })
})

describe('the folder of a backup', () => {
  const refused = (message: RegExp) =>
    expect(checkBackupFolder(scratch.path)).rejects.toMatchObject({
      code: 'backup_refused',
      message: expect.stringMatching(message),
    })

  test.each(['620', '602', '666'])('is refused if others may change a file in it: mode %s', async (mode) => {
    await writeFile(scratch.in('game.copy.zst'), '')
    await checkBackupFolder(scratch.path)
    await chmod(scratch.in('game.copy.zst'), mode)
    await refused(/Other users may change/)
  })

  test('is refused if it holds a pipe, which nobody could read to its end', async () => {
    Bun.spawnSync(['mkfifo', '-m', '600', scratch.in('game.copy.zst')])
    await refused(/no file/)
  })

  test('is refused if it holds a link to nothing', async () => {
    await symlink(scratch.in('nowhere'), scratch.in('game.copy.zst'))
    await refused(/cannot be read/)
  })
})
