import { Database } from 'bun:sqlite'
import { type ChangeItem, createClient } from '#src/client/index'

// A program that keeps a copy of the catalogue in a file, as docs/client.md says. It writes a line before and after each change.
const [, , url = '', path = '', token = ''] = process.argv

const client = createClient(url, { token })
const copy = new Database(path, { create: true, strict: true })
copy.run('pragma journal_mode = wal')
copy.run('create table if not exists game (id text primary key, content text not null)')
copy.run('create table if not exists place (id integer primary key check (id = 1), position text not null)')

const keepGame = copy.query('insert or replace into game values ($id, $content)')
const removeGame = copy.query('delete from game where id = $id')
const keepPosition = copy.query('insert or replace into place values (1, $position)')

function storedPosition(): string | undefined {
  const row = copy.query<{ position: string }, []>('select position from place').get()
  return row?.position
}

/** Returns the game as it is now; `undefined` if it is no longer there, which a later change says. */
async function readGame(id: string) {
  const { data, error } = await client.v1.games({ slug: id }).get()
  if (error && error.status !== 404) throw error
  return data?.id === id ? data : undefined
}

/** Copies every game, and returns the position from which the copy has to be brought up to date. */
async function copyAll(): Promise<string> {
  const { data, error } = await client.v1.changes.get({ query: { after: 'now' } })
  if (error) throw error
  // What an interrupted copy has left may no longer exist.
  copy.run('delete from game')
  for await (const { id } of client.pages.games()) {
    const game = await readGame(id)
    if (game) keepGame.run({ id, content: JSON.stringify(game) })
  }
  keepPosition.run({ position: data.next })
  return data.next
}

/** Stores a change together with its position: neither is kept without the other. */
async function apply({ kind, game: { id } }: ChangeItem, position: string): Promise<void> {
  const game = kind === 'merged' || kind === 'deleted' ? undefined : await readGame(id)
  copy.transaction(() => {
    if (game) keepGame.run({ id, content: JSON.stringify(game) })
    else removeGame.run({ id })
    keepPosition.run({ position })
  })()
}

const after = storedPosition() ?? (await copyAll())
process.stdout.write(`from ${after}\n`)
const feed = client.changes({ after, follow: true, waitMs: 20 })
for await (const change of feed) {
  process.stdout.write(`read ${change.cursor}\n`)
  await apply(change, feed.position ?? after)
  process.stdout.write(`kept ${feed.position}\n`)
}
if (feed.isRestarted) throw new Error('a backup was restored: run it again with another file')
