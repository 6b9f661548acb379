import { afterAll, describe, expect, test } from 'bun:test'
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { lockDirectory } from '#db/postgres/directory-lock'

const directory = mkdtempSync(join(tmpdir(), 'vestim-lock-'))
afterAll(() => rmSync(directory, { recursive: true }))

describe('the lock of an embedded store', () => {
  test('is refused while a running process holds it, and the message names that process', () => {
    writeFileSync(join(directory, 'lock'), String(process.ppid))
    expect(() => lockDirectory(directory)).toThrow(`open in process ${process.ppid}`)
    rmSync(join(directory, 'lock'))
  })

  test('is taken over from a process that has ended', async () => {
    const dead = Bun.spawn(['true'])
    await dead.exited
    writeFileSync(join(directory, 'lock'), String(dead.pid))
    lockDirectory(directory)()
  })

  test('is refused while its file is empty and new, and taken over once that is old', () => {
    const lock = join(directory, 'lock')
    writeFileSync(lock, '')
    expect(() => lockDirectory(directory)).toThrow('just opening')
    utimesSync(lock, new Date(0), new Date(0))
    lockDirectory(directory)()
  })

  test('is refused if the directory is a file', () => {
    const file = join(directory, 'file')
    writeFileSync(file, '')
    expect(() => lockDirectory(file)).toThrow('DATA_DIR cannot be used')
  })

  test('can be taken again after it was released', () => {
    lockDirectory(directory)()
    lockDirectory(directory)()
  })
})
