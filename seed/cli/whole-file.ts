import { open, rename, rm } from 'node:fs/promises'
import { Failure } from '#lib/errors'

/**
 * Writes a file through `write`, which gets a function that takes bytes. They go into a file beside the wanted one, which takes its
 * name in the end: a file of that name is complete.
 *
 * @throws {Failure} `usage` if it cannot be written
 */
export async function writeWholeFile<Result>(
  path: string,
  write: (take: (bytes: Uint8Array) => Promise<void>) => Promise<Result>,
): Promise<Result> {
  const partial = `${path}.${process.pid}.part`
  const file = await open(partial, 'w').catch((error: unknown) => {
    throw unwritable(error)
  })
  try {
    const result = await write(async (bytes) => {
      await file.writeFile(bytes).catch((error: unknown) => {
        throw unwritable(error)
      })
    })
    await file.sync()
    await file.close()
    await rename(partial, path)
    return result
  } catch (error) {
    await file.close().catch(() => {})
    await rm(partial, { force: true })
    throw error
  }
}

const unwritable = (cause: unknown) =>
  new Failure('usage', 'The file cannot be written: choose a folder that exists, on a disk with enough space.', {
    cause,
  })
