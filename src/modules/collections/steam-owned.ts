import * as v from 'valibot'
import { within } from '#lib/deadline'

const BASE_URL = 'https://api.steampowered.com'
const DEADLINE_MS = 15_000
/** A library of 30,000 games has about 8 MB. */
const MOST_BYTES = 16 * 1024 * 1024

/** A game that somebody owns at Steam, and the minutes of play. */
export type OwnedGame = { appid: number; name: string; minutes: number }

/** Answer of `IPlayerService/GetOwnedGames`. Of a person who does not show their games it is empty. */
const Owned = v.object({
  response: v.object({
    games: v.optional(
      v.array(
        v.object({
          appid: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
          name: v.optional(v.string(), ''),
          playtime_forever: v.optional(v.pipe(v.number(), v.minValue(0)), 0),
        }),
      ),
    ),
  }),
})

/** Reason why Steam gave no games: it does not show them, refuses the key, asks to wait, or does not answer. */
export type NoGames = 'hidden' | 'key_refused' | 'busy' | 'failed'

/**
 * Asks Steam for the games of a person. Neither the id of the person nor the key is in a result or an error.
 *
 * @see https://partner.steamgames.com/doc/webapi/IPlayerService#GetOwnedGames
 */
export async function listOwnedGames(
  { key, url = BASE_URL }: { key: string; url?: string | undefined },
  steamId: string,
): Promise<OwnedGame[] | NoGames> {
  const query = { key, steamid: steamId, include_appinfo: 'true', include_played_free_games: 'true', format: 'json' }
  const address = `${url}/IPlayerService/GetOwnedGames/v1/?${new URLSearchParams(query)}`
  const stop = new AbortController()
  try {
    const answer = await within(DEADLINE_MS, ask(address, stop.signal))
    return answer === 'late' ? 'failed' : answer
  } catch {
    // The error of `fetch` may quote the address.
    return 'failed'
  } finally {
    stop.abort()
  }
}

async function ask(address: string, signal: AbortSignal): Promise<OwnedGame[] | NoGames> {
  const response = await fetch(address, { signal, redirect: 'error' })
  if (response.status === 401 || response.status === 403) return 'key_refused'
  if (response.status === 429) return 'busy'
  if (!response.ok || Number(response.headers.get('content-length') ?? 0) > MOST_BYTES) return 'failed'
  const owned = v.safeParse(Owned, await response.json())
  if (!owned.success) return 'failed'
  const { games } = owned.output.response
  if (!games) return 'hidden'
  return games.map(({ appid, name, playtime_forever }) => ({ appid, name, minutes: Math.round(playtime_forever) }))
}
