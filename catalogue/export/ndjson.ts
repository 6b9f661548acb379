import type { ExportedGame, ExportWriter } from './exported-game'

const NOTHING = new Uint8Array()

/**
 * Returns a writer of NDJSON: a line per game, then `{"end":{...}}` with the counts and the SHA-256, in hexadecimal, of all bytes
 * before that line. A file without this line is not complete.
 */
export function createNdjsonWriter(): ExportWriter {
  const encoder = new TextEncoder()
  const hash = new Bun.CryptoHasher('sha256')
  return {
    begin: () => NOTHING,
    write(games) {
      let lines = ''
      for (const game of games) lines += `${JSON.stringify(toLine(game))}\n`
      const bytes = encoder.encode(lines)
      hash.update(bytes)
      return bytes
    },
    end: ({ count, ...left }) =>
      encoder.encode(`${JSON.stringify({ end: { count, sha256: hash.digest('hex'), ...left } })}\n`),
  }
}

/** Returns a game with the members of a summary of the service, and those that only an export has. */
function toLine(game: ExportedGame) {
  const { id, slug, title, kind, year, platforms, genres, salesCopies, popularity } = game
  const { released: date, releasedPrecision: precision } = game
  const { scoreCritics: critics, scoreUsers: users, scoreVotes: votes } = game
  const { summary, website, companies, series, alternativeNames, ids, attribution } = game
  const released = date !== null && precision !== null ? { date, precision } : null
  const score = critics === null && users === null && votes === null ? null : { critics, users, votes }
  const brief = { id, slug, title, kind, year, released, platforms, genres, score, salesCopies, popularity }
  return { ...brief, summary, website, companies, series, alternativeNames, ids, attribution }
}
