import { mkdir, truncate } from 'node:fs/promises'
import { join } from 'node:path'

let mounts: Promise<boolean> | undefined

/** True if this process may mount file systems. */
export function canMount(): Promise<boolean> {
  mounts ??= mountTmpfs('/tmp/vestim-can-mount', 1).then(
    async (mounted) => {
      await mounted[Symbol.asyncDispose]()
      return true
    },
    () => false,
  )
  return mounts
}

/** Mounts an empty file system of so many megabytes, which every user may write to, until disposed. */
export async function mountTmpfs(path: string, megabytes: number): Promise<AsyncDisposable> {
  await mkdir(path, { recursive: true })
  await succeed('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0777`, 'tmpfs', path)
  return { [Symbol.asyncDispose]: () => succeed('umount', '-l', path) }
}

/** Fills a file system with one file, until nothing fits any more or so many bytes are left. Returns the path of the file. */
export async function fillDisk(path: string, { leaving = 0 } = {}): Promise<string> {
  const ballast = join(path, 'ballast')
  for (const block of ['1M', '4k', '1']) {
    const words = [`of=${ballast}`, `bs=${block}`, 'oflag=append', 'conv=notrunc', 'status=none']
    await Bun.spawn(['dd', 'if=/dev/zero', ...words], { stderr: 'ignore' }).exited
  }
  await truncate(ballast, Math.max(0, Bun.file(ballast).size - leaving))
  return ballast
}

async function succeed(...command: string[]): Promise<void> {
  const child = Bun.spawn(command, { stdin: 'ignore', stdout: 'ignore', stderr: 'pipe' })
  const complaint = await new Response(child.stderr).text()
  if ((await child.exited) !== 0) throw new Error(`${command[0]}: ${complaint.trim()}`)
}
