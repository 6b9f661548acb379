import { MOST_ITEMS } from '#db/collection/write'
import { type RefusalContext, refuseRequest } from '#src/http/problem'

/** Refuses a collection that the account does not have: that of another account is the same. */
export const refuseCollection = (to: RefusalContext) =>
  refuseRequest(to, 'no_such_collection', 'This account has no such collection: /v1/me/collections lists them.')

/** Refuses an item that the collection does not have. */
export const refuseItem = (to: RefusalContext) =>
  refuseRequest(to, 'no_such_item', 'The collection has no such item: its items are listed at /items.')

/** Refuses a slug or id that names several items. */
export const refuseAmbiguous = (to: RefusalContext) =>
  refuseRequest(
    to,
    'ambiguous_item',
    'Several items are about this game, since games were merged: name one by its own id, as /items lists it.',
  )

/** Refuses an item or a row more than a collection can have. */
export const refuseFullCollection = (to: RefusalContext) =>
  refuseRequest(to, 'collection_full', `A collection has at most ${MOST_ITEMS} items: delete some, or use another one.`)

/** Refuses a game that does not exist. */
export const refuseGame = (to: RefusalContext) =>
  refuseRequest(to, 'no_such_game', 'No game has this slug or id: /v1/search finds games by name.')

/** Refuses a game that another item is about. */
export const refuseCollected = (to: RefusalContext) =>
  refuseRequest(to, 'already_collected', 'Another item of the collection is about this game: delete one of the two.')
