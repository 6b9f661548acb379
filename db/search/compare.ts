import type { Db } from '#db/stores'
import type { Stream } from '#lib/iterate'
import type { Elasticsearch } from './elasticsearch/client'
import { readGameDocuments, type VersionedDocument } from './elasticsearch/document'
import { type IndexedDocument, readIndexed } from './elasticsearch/indexed'

/**
 * Reads all games and all documents in the order of their ids, and yields the id of each one that seems to differ, some ids
 * twice. What changes meanwhile can seem to differ, too: `confirmDifferences` decides.
 */
export async function* readSuspects(
  db: Db,
  elasticsearch: Elasticsearch,
  onProgress: (games: number) => void = () => {},
): Stream<string> {
  const games = gamesOf(db, onProgress)
  const documents = readIndexed(elasticsearch)[Symbol.asyncIterator]()
  try {
    yield* merge(games, documents)
  } finally {
    await documents.return?.()
  }
}

async function* gamesOf(db: Db, onProgress: (games: number) => void): AsyncGenerator<VersionedDocument> {
  let read = 0
  for await (const page of readGameDocuments(db)) {
    yield* page
    read += page.length
    onProgress(read)
  }
}

async function* merge(games: AsyncIterator<VersionedDocument>, documents: AsyncIterator<IndexedDocument>) {
  let [game, document] = await Promise.all([nextOf(games), nextOf(documents)])
  while (game || document) {
    const order = compareIds(game, document)
    yield* suspectsOf(order > 0 ? undefined : game, order < 0 ? undefined : document)
    if (order <= 0) game = await nextOf(games)
    if (order >= 0) document = await nextOf(documents)
  }
}

/** Returns the ids of a game and a document with the same id, or of the one that is there, if they seem to differ. */
function suspectsOf(game: VersionedDocument | undefined, document: IndexedDocument | undefined): string[] {
  if (game && document && isSame(game, document)) return []
  return [game, document].flatMap((one) => (one ? [one.id] : []))
}

const nextOf = async <T>(values: AsyncIterator<T>): Promise<T | undefined> => {
  const { value, done } = await values.next()
  return done ? undefined : value
}

/** Returns a number below 0 if the game comes first, above 0 if the document does. A document without `gameId` comes last. */
function compareIds(game: VersionedDocument | undefined, document: IndexedDocument | undefined): number {
  if (!game) return 1
  if (document?.gameId === undefined || game.id < document.gameId) return -1
  return game.id === document.gameId ? 0 : 1
}

/** True if a document is that of a game: id, version and every value. */
export const isSame = (game: VersionedDocument, document: Omit<IndexedDocument, 'gameId'>): boolean =>
  game.id === document.id && game.version === document.version && Bun.deepEquals(game.document, document.source)
