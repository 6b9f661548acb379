import type { Kind } from '#catalogue/record'
import type { Related, Relation } from '#catalogue/relation'
import type { SteamRow } from './row'

/** Relation of an app to its `fullgame`, by kind. */
const TO_FULL_GAME: Partial<Record<Kind, Relation>> = {
  dlc: 'dlc_of',
  demo: 'demo_of',
  mod: 'mod_of',
  soundtrack: 'soundtrack_of',
}

const APPID = /^[1-9]\d*$/

/** Returns the relations of an app to the game it belongs to, and to its DLC and demos. */
export function steamRelations({ fullgame, dlc, demos }: SteamRow, kind: Kind): Related[] {
  const toFullGame = TO_FULL_GAME[kind]
  const stated: [Relation, string | number][] = [
    ...(fullgame && toFullGame ? [[toFullGame, fullgame.appid] satisfies [Relation, unknown]] : []),
    ...(dlc ?? []).map((appid): [Relation, number] => ['has_dlc', appid]),
    ...(demos ?? []).map(({ appid }): [Relation, string | number] => ['has_demo', appid]),
  ]
  return stated.flatMap(([relation, appid]) =>
    APPID.test(String(appid)) ? [{ relation, source: 'steam', id: String(appid) }] : [],
  )
}
