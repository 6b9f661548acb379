import { Elysia } from 'elysia'
import { findOwner } from '#src/account/owner'
import type { Dependencies } from '#src/dependencies'
import { Problem, type RefusalContext, refuseRequest } from '#src/http/problem'
import { access } from '#src/http/scope'
import { refuseNobody } from '#src/wire/account-refusal'
import { refuseCollection } from './answers'
import { STEAM_MAP, steamRows } from './given-list'
import { IMPORT_RESPONSES, SteamBody, SteamQuery } from './import-model'
import { CollectionParams } from './model'
import type { RunImport } from './run-import'
import { ownCollection } from './service'
import { listOwnedGames, type NoGames, type OwnedGame } from './steam-owned'

/** Returns the route that imports the games that somebody owns at Steam. */
export const fromSteam = (dependencies: Dependencies, run: RunImport) =>
  new Elysia({ name: 'vestim.collections.steam', tags: ['collections'] })
    .use(access)
    .guard({ scope: 'self' })
    .post(
      '/:name/import/steam',
      async ({ caller, params, query, body, request, requestId, set, server }) => {
        const to = { requestId, set }
        const owner = await findOwner(dependencies, caller)
        if (!owner) return refuseNobody(to)
        const { steamApiKey: key, steamUrl } = dependencies.config
        if (key === undefined)
          return refuseRequest(to, 'not_configured', 'An administrator has to set STEAM_API_KEY for the service.')
        const found = await ownCollection(dependencies.stores.db, owner.id, params.name)
        if (!found) return refuseCollection(to)
        server?.timeout(request, 0)
        const games = await listOwnedGames({ key, url: steamUrl }, body.steamId)
        if (typeof games === 'string') return refuseSteam(to, games)
        const asked = { to, request, owner, name: params.name, isDryRun: query.dryRun !== 'false' }
        return run(asked, steamList(games))
      },
      {
        params: CollectionParams,
        query: SteamQuery,
        body: SteamBody,
        response: { 501: Problem, 502: Problem, ...IMPORT_RESPONSES },
        detail: {
          summary: 'Import the games that somebody owns at Steam',
          description:
            'Their list of games must be public at Steam. The SteamID is sent to Steam with this request, and neither stored nor logged. Without `dryRun=false` nothing is stored.',
        },
      },
    )

const steamList = (games: readonly OwnedGame[]) => async () => ({
  rows: steamRows(games),
  map: STEAM_MAP,
  kind: 'json' as const,
})

const EXPECTED_ID = 'the SteamID of somebody whose list of games is public'

function refuseSteam(to: RefusalContext, reason: NoGames) {
  if (reason === 'hidden')
    return refuseRequest(
      to,
      'invalid_request',
      'steamId: Steam shows no games of this person. Make the game details public in the privacy settings at Steam.',
      [{ in: 'body', name: 'steamId', expected: EXPECTED_ID }],
    )
  if (reason === 'key_refused')
    return refuseRequest(
      to,
      'upstream_failed',
      'Steam refuses the key in STEAM_API_KEY: an administrator has to renew it.',
    )
  return refuseRequest(to, 'upstream_failed', 'Steam does not answer as expected: try again later.')
}
