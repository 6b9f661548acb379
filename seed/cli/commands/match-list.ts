import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import type { Stores } from '#db/stores'
import { interrupted } from '#lib/interrupt'
import { credentialsOf } from '#seed/api/credentials'
import { SAMPLE_EXTENSIONS } from '#seed/infer/read-sample'
import { openInput } from '#seed/input/open'
import { isUrl } from '#seed/input/url'
import { openMatchList } from '#seed/matched/open'
import { type MatchListCounts, matchList } from '#seed/matched/run'
import { systemClock } from '#seed/pipeline/system-clock'
import { type CommandContext, withStores } from '../context'
import { createProgress } from '../progress'
import { writeWholeFile } from '../whole-file'

const STANDARD = '-'

/**
 * Writes a list again with the game of each row beside it, to `out`, by default to `FILE.matched.EXT`; `-` is standard input and
 * output. Prints the guessed columns and the counts.
 *
 * @throws {Failure} as `openMatchList`; `usage` if the file cannot be written; `interrupted`
 */
export async function matchListCommand(context: CommandContext, from: string, out?: string): Promise<void> {
  const match = (path: string) => withStores(context, (stores) => matchFile(context, stores, { path, from, out }))
  if (from !== STANDARD && !isUrl(from)) return match(from)
  const folder = await mkdtemp(join(tmpdir(), 'vestim-list-'))
  try {
    await match(await copyOf(from, folder))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Copies a list that can be read only once, or only from afar, into a folder, unpacked, and returns its path. */
async function copyOf(from: string, folder: string): Promise<string> {
  const input = await openInput(from, { extensions: SAMPLE_EXTENSIONS })
  const path = join(folder, isUrl(from) ? nameOf(from).replace(PACKED, '') || 'list' : 'standard-input')
  await writeWholeFile(path, async (take) => {
    for await (const bytes of input.slice(0)) await take(bytes)
  })
  return path
}

/** A list at `path`, as it was named (`from`), and where to write it. */
type MatchedFile = { path: string; from: string; out: string | undefined }

async function matchFile(context: CommandContext, stores: Stores, { path, from, out }: MatchedFile): Promise<void> {
  const { config, note, outBytes, signal } = context
  const clock = systemClock(signal)
  const list = await openMatchList(path, { stores, clock, credentials: credentialsOf(config) })
  const target = out ?? targetOf(from, list.writer.ending)
  note(`columns: ${list.fields.join(', ')}`)
  const progress = createProgress('list', false)
  progress.phase('matching', list.counts)
  const write = (take: (bytes: Uint8Array) => Promise<void>) =>
    matchList({
      db: stores.db,
      list,
      signal,
      take: async (bytes) => {
        if (signal.aborted) throw interrupted()
        await take(bytes)
      },
      onPage: (rows, done, total) => progress.read(done, total, rows),
    })
  try {
    const counts = target === STANDARD ? await write(outBytes) : await writeWholeFile(target, write)
    progress.stop()
    for (const line of countLines(counts, target)) note(line)
  } finally {
    progress.stop()
  }
}

/** Endings of packed files, which are written unpacked. */
const PACKED = /\.(?:gz|zst|zip)$/i

/** Returns the name of the matched list beside the list; of one from the network or standard input a name here, or standard output. */
function targetOf(from: string, ending: string): string {
  if (from === STANDARD) return STANDARD
  const stem =
    nameOf(from)
      .replace(PACKED, '')
      .replace(/\.[^.]*$/, '') || 'list'
  return join(isUrl(from) ? '.' : dirname(from), `${stem}.matched.${ending}`)
}

const nameOf = (from: string): string => basename(isUrl(from) ? new URL(from).pathname : from)

function countLines({ match, review, none, refused }: MatchListCounts, target: string): string[] {
  const rows = match + review + none + refused
  return [
    `${rows} rows = ${match} matched + ${review} for review + ${none} without a game + ${refused} refused`,
    ...(target === STANDARD ? [] : [`written to ${target}`]),
  ]
}
