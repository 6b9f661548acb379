import { Elysia } from 'elysia'
import type { Account } from '#db/account/queries'
import { findOwner } from '#src/account/owner'
import type { Dependencies } from '#src/dependencies'
import { bodyDenials, denials, Problem, type RefusalContext } from '#src/http/problem'
import { access } from '#src/http/scope'
import { refuseNobody } from '#src/wire/account-refusal'
import { NO_QUERY } from '#src/wire/fields'
import {
  refuseAmbiguous,
  refuseCollected,
  refuseCollection,
  refuseFullCollection,
  refuseGame,
  refuseItem,
} from './answers'
import { findItem, type ItemOutcome, patchItem, putItem, removeItem, toItems } from './items'
import { DeletedItem, ItemBody, ItemParams, ItemPatch, ItemShape } from './model'
import { ownCollection, writableCollection } from './service'

const OWN = { 404: Problem, ...denials }
const WRITTEN = { 409: Problem, ...OWN, ...bodyDenials }

/** Returns the answer about an item: itself, or the refusal. */
const itemAnswers = (dependencies: Dependencies) => async (to: RefusalContext, outcome: ItemOutcome) => {
  if (typeof outcome !== 'object') return refuseOutcome(to, outcome)
  const [item] = await toItems(dependencies, [outcome])
  return item ?? refuseItem(to)
}

/** Returns the routes of one item. */
export const itemRoutes = (dependencies: Dependencies) => {
  const { db } = dependencies.stores
  const answerItem = itemAnswers(dependencies)
  return new Elysia({ name: 'vestim.collections.items', tags: ['collections'] })
    .use(access)
    .guard({ scope: 'self' })
    .get(
      '/:name/items/:item',
      async ({ caller, params, requestId, set }) => {
        const to = { requestId, set }
        const owner = await findOwner(dependencies, caller)
        if (!owner) return refuseNobody(to)
        const found = await ownCollection(db, owner.id, params.name)
        if (!found) return refuseCollection(to)
        if (found === 'empty') return refuseItem(to)
        return answerItem(to, (await findItem(db, found, params.item)) ?? 'no_such_item')
      },
      {
        params: ItemParams,
        query: NO_QUERY,
        response: { 200: ItemShape, 409: Problem, ...OWN },
        detail: { summary: 'Read an item', description: 'By its id, or by the slug or id of its game.' },
      },
    )
    .put(
      '/:name/items/:item',
      async ({ caller, params, body, requestId, set }) => {
        const to = { requestId, set }
        const owner = await findOwner(dependencies, caller)
        const found = owner && (await writableCollection(db, owner.id, params.name))
        if (!owner || !found) return refuseOwner(to, owner)
        return answerItem(to, await putItem(db, { accountId: owner.id, found }, params.item, body))
      },
      {
        params: ItemParams,
        query: NO_QUERY,
        body: ItemBody,
        response: { 200: ItemShape, ...WRITTEN },
        detail: {
          summary: 'Put a game into a collection',
          description:
            'Named by the slug or id of the game, or by the id of an item. The item gets these facts and no others; imports do not change them from then on.',
        },
      },
    )
    .use(itemChanges(dependencies))
}

/** Returns the routes that change one item. */
const itemChanges = (dependencies: Dependencies) => {
  const { db } = dependencies.stores
  const answerItem = itemAnswers(dependencies)
  return new Elysia({ name: 'vestim.collections.item-changes', tags: ['collections'] })
    .use(access)
    .guard({ scope: 'self' })
    .patch(
      '/:name/items/:item',
      async ({ caller, params, body, requestId, set }) => {
        const to = { requestId, set }
        const owner = await findOwner(dependencies, caller)
        const found = owner && (await writableCollection(db, owner.id, params.name))
        if (!owner || !found) return refuseOwner(to, owner)
        return answerItem(to, await patchItem(db, found, params.item, body))
      },
      {
        params: ItemParams,
        query: NO_QUERY,
        body: ItemPatch,
        response: { 200: ItemShape, ...WRITTEN },
        detail: {
          summary: 'Change facts of an item, or choose its game',
          description: 'What is left out stays. Imports do not change what was set here.',
        },
      },
    )
    .delete(
      '/:name/items/:item',
      async ({ caller, params, requestId, set }) => {
        const to = { requestId, set }
        const owner = await findOwner(dependencies, caller)
        const found = owner && (await writableCollection(db, owner.id, params.name))
        if (!owner || !found) return refuseOwner(to, owner)
        const removed = await removeItem(db, found, params.item)
        return typeof removed === 'string' ? refuseOutcome(to, removed) : removed
      },
      {
        params: ItemParams,
        query: NO_QUERY,
        response: { 200: DeletedItem, 409: Problem, ...OWN },
        detail: { summary: 'Delete an item', description: 'An import of the same list adds it again.' },
      },
    )
}

const refuseOwner = (to: RefusalContext, owner: Account | undefined) =>
  owner ? refuseCollection(to) : refuseNobody(to)

function refuseOutcome(to: RefusalContext, outcome: Extract<ItemOutcome, string> | undefined) {
  if (outcome === 'ambiguous') return refuseAmbiguous(to)
  if (outcome === 'full') return refuseFullCollection(to)
  if (outcome === 'no_such_game') return refuseGame(to)
  if (outcome === 'collected') return refuseCollected(to)
  return outcome === 'gone' ? refuseCollection(to) : refuseItem(to)
}
