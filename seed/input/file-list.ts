import type { Stream } from '#lib/iterate'
import type { Checkpoint, Page } from '#seed/contract/record'

/** One open file of several that are read one after another, as one dataset. */
export type ListedFile = {
  name: string
  size: number | undefined
  pages: (after: Checkpoint | undefined) => Stream<Page>
}

/** Yields the pages of several files, one file after another. A checkpoint names the file (from 0) and the position in it. */
export async function* readFiles(files: readonly ListedFile[], after: Checkpoint | undefined): Stream<Page> {
  const first = Number(after?.file ?? 0)
  for (let file = first; file < files.length; file++) yield* readOne(files, file, file === first ? after : undefined)
}

async function* readOne(files: readonly ListedFile[], file: number, after: Checkpoint | undefined): Stream<Page> {
  const listed = files[file]
  if (!listed) return
  const before = totalOf(files.slice(0, file)) ?? 0
  const total = totalOf(files)
  for await (const page of listed.pages(after)) {
    const named = files.length > 1 ? nameFile(page, listed.name) : page
    yield withProgress(named, { file, done: before + page.done, total })
  }
}

/** Returns the size of all files together, bytes; `undefined` if one size is not known. */
function totalOf(files: readonly ListedFile[]): number | undefined {
  const sizes = files.flatMap(({ size }) => size ?? [])
  return sizes.length === files.length ? sizes.reduce((sum, size) => sum + size, 0) : undefined
}

function withProgress(
  { records, unparsable, checkpoint }: Page,
  place: { file: number; done: number; total: number | undefined },
): Page {
  const { file, done, total } = place
  return { records, unparsable, checkpoint: { ...checkpoint, file }, done, ...(total !== undefined && { total }) }
}

function nameFile(page: Page, file: string): Page {
  const named = <Read extends { position: object }>(read: Read): Read => ({
    ...read,
    position: { ...read.position, file },
  })
  return { ...page, records: page.records.map(named), unparsable: page.unparsable.map(named) }
}
