import { mkdtempSync, rmdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A small disk in memory; disposing removes it. */
export type SmallDisk = Disposable & {
  path: string
  /** Fills the disk until only this many MiB are free. */
  fillTo: (freeMiB: number) => void
  /** Removes what `fillTo` wrote. */
  free: () => void
  /** Makes the disk read-only. */
  protect: () => void
}

const run = (...command: string[]) => Bun.spawnSync(command, { stdout: 'ignore', stderr: 'ignore' }).exitCode === 0

/** Mounts a disk of this many MiB; `undefined` if this user may not. */
export function mountSmallDisk(sizeMiB: number): SmallDisk | undefined {
  const path = mkdtempSync(join(tmpdir(), 'vestim-disk-'))
  if (!run('mount', '-t', 'tmpfs', '-o', `size=${sizeMiB}m,mode=755`, 'tmpfs', path)) {
    rmdirSync(path)
    return undefined
  }
  const ballast = join(path, 'ballast')
  return {
    path,
    fillTo(freeMiB) {
      const { bavail, bsize } = statfsSync(path)
      writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - freeMiB * 1024 * 1024)))
    },
    free: () => rmSync(ballast, { force: true }),
    protect() {
      if (!run('mount', '-o', 'remount,ro', path)) throw new Error('the disk cannot be made read-only')
    },
    [Symbol.dispose]() {
      run('umount', '-l', path)
      rmdirSync(path)
    },
  }
}
