import { Elysia } from 'elysia'
import type { Account } from '#db/account/queries'
import { findOwner } from '#src/account/owner'
import type { Dependencies } from '#src/dependencies'
import { CURSOR_ADVICE, nextLink, refuseMalformedCursor } from '#src/http/page'
import { bodyDenials, denials, Problem, type RefusalContext, refuseRequest } from '#src/http/problem'
import { access } from '#src/http/scope'
import { refuseNobody } from '#src/wire/account-refusal'
import { NO_QUERY } from '#src/wire/fields'
import { isFilterRefusal } from '#src/wire/filter-resolution'
import {
  refuseAmbiguous,
  refuseCollected,
  refuseCollection,
  refuseFullCollection,
  refuseGame,
  refuseItem,
} from './answers'
import { exportingItems } from './exporting'
import { importing } from './importing'
import { findItem, type ItemOutcome, listItemPage, patchItem, putItem, removeItem, toItems } from './items'
import {
  CollectionBody,
  CollectionDeleted,
  CollectionList,
  CollectionNamed,
  CollectionParams,
  DeletedItem,
  ItemBody,
  ItemPageShape,
  ItemParams,
  ItemPatch,
  ItemQuery,
  ItemShape,
  UnmatchedPage,
  UnmatchedQuery,
} from './model'
import {
  createCollection,
  deleteOwn,
  listOwnCollections,
  ownCollection,
  renameOwn,
  writableCollection,
} from './service'
import { listUnmatched } from './unmatched'

const OWN = { 404: Problem, ...denials }
const WRITTEN = { 409: Problem, ...OWN, ...bodyDenials }

/** Returns the routes of the collections of an account. */
export const collections = (dependencies: Dependencies) => {
  const { db } = dependencies.stores
  const answerItem = async (to: RefusalContext, outcome: ItemOutcome) => {
    if (typeof outcome !== 'object') return refuseOutcome(to, outcome)
    const [item] = await toItems(dependencies, [outcome])
    return item ?? refuseItem(to)
  }
  return new Elysia({ name: 'vestim.collections', prefix: '/v1/me/collections', tags: ['collections'] })
    .use(access)
    .guard({ scope: 'self' })
    .get(
      '',
      async ({ caller, requestId, set }) => {
        const owner = await findOwner(dependencies, caller)
        return owner ? { items: await listOwnCollections(db, owner.id) } : refuseNobody({ requestId, set })
      },
      {
        query: NO_QUERY,
        response: { 200: CollectionList, ...OWN },
        detail: {
          summary: 'List the own collections',
          description: 'owned, wished, playing and finished, which every account has, and those with names of its own.',
        },
      },
    )
    .post(
      '',
      async ({ caller, body, requestId, set }) => {
        const to = { requestId, set }
        const owner = await findOwner(dependencies, caller)
        if (!owner) return refuseNobody(to)
        const made = await createCollection(db, owner.id, body.name)
        if (made === 'taken') return refuseTaken(to)
        return made === 'made'
          ? { name: body.name }
          : refuseRequest(to, 'too_many_collections', 'Delete a collection that is not needed any more.')
      },
      {
        query: NO_QUERY,
        body: CollectionBody,
        response: { 200: CollectionNamed, ...WRITTEN },
        detail: { summary: 'Make a collection', description: 'Two names that differ only in case are one.' },
      },
    )
    .patch(
      '/:name',
      async ({ caller, params, body, requestId, set }) => {
        const to = { requestId, set }
        const owner = await findOwner(dependencies, caller)
        if (!owner) return refuseNobody(to)
        const renamed = await renameOwn(db, owner.id, params.name, body.name)
        if (renamed === 'renamed') return { name: body.name }
        if (renamed === 'missing') return refuseCollection(to)
        return renamed === 'taken'
          ? refuseTaken(to)
          : refuseRequest(to, 'built_in_collection', 'It keeps its name: make a collection of your own.')
      },
      {
        params: CollectionParams,
        query: NO_QUERY,
        body: CollectionBody,
        response: { 200: CollectionNamed, ...WRITTEN },
        detail: {
          summary: 'Rename a collection',
          description: 'Its items stay. The four built-in ones keep their names.',
        },
      },
    )
    .delete(
      '/:name',
      async ({ caller, params, requestId, set }) => {
        const to = { requestId, set }
        const owner = await findOwner(dependencies, caller)
        if (!owner) return refuseNobody(to)
        const items = await deleteOwn(db, owner.id, params.name)
        return items === undefined ? refuseCollection(to) : { name: params.name, items }
      },
      {
        params: CollectionParams,
        query: NO_QUERY,
        response: { 200: CollectionDeleted, ...OWN },
        detail: {
          summary: 'Delete a collection with its items',
          description: 'One of the four that every account has is emptied and stays.',
        },
      },
    )
    .get(
      '/:name/items',
      async ({ caller, params, query, request, requestId, set }) => {
        const to = { requestId, set }
        const owner = await findOwner(dependencies, caller)
        if (!owner) return refuseNobody(to)
        const found = await ownCollection(db, owner.id, params.name)
        if (!found) return refuseCollection(to)
        const page = await listItemPage(dependencies, found, query)
        if (page === 'bad_cursor') return refuseRequest(to, page, CURSOR_ADVICE)
        if (isFilterRefusal(page)) return refuseRequest(to, 'invalid_request', page.detail, page.faults)
        if (page.next) set.headers.link = nextLink(request.url, page.next, dependencies.config.publicUrl)
        return page
      },
      {
        transform: refuseMalformedCursor(),
        params: CollectionParams,
        query: ItemQuery,
        response: { 200: ItemPageShape, ...OWN },
        detail: {
          summary: 'List the items of a collection',
          description: 'An item without a game in the catalogue is listed, too, by the title that was stated.',
        },
      },
    )
    .get(
      '/:name/unmatched',
      async ({ caller, params, query, request, requestId, set }) => {
        const to = { requestId, set }
        const owner = await findOwner(dependencies, caller)
        if (!owner) return refuseNobody(to)
        const found = await ownCollection(db, owner.id, params.name)
        if (!found) return refuseCollection(to)
        const page = await listUnmatched(dependencies, found, query)
        if (page === 'bad_cursor') return refuseRequest(to, page, CURSOR_ADVICE)
        if (page.next) set.headers.link = nextLink(request.url, page.next, dependencies.config.publicUrl)
        return page
      },
      {
        transform: refuseMalformedCursor(),
        params: CollectionParams,
        query: UnmatchedQuery,
        response: { 200: UnmatchedPage, ...OWN },
        detail: {
          summary: 'List items for which a game is to be chosen',
          description:
            'With the games that each may be, as `POST /v1/match` finds them now. `PATCH` of the item with `game` chooses one; with `game: null` no game of the catalogue is meant, and the item is not listed here any more.',
        },
      },
    )
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
    .use(importing(dependencies))
    .use(exportingItems(dependencies))
}

const refuseOwner = (to: RefusalContext, owner: Account | undefined) =>
  owner ? refuseCollection(to) : refuseNobody(to)

const refuseTaken = (to: RefusalContext) =>
  refuseRequest(to, 'collection_exists', 'Choose another name: the account has a collection of this one.')

function refuseOutcome(to: RefusalContext, outcome: Extract<ItemOutcome, string> | undefined) {
  if (outcome === 'ambiguous') return refuseAmbiguous(to)
  if (outcome === 'full') return refuseFullCollection(to)
  if (outcome === 'no_such_game') return refuseGame(to)
  if (outcome === 'collected') return refuseCollected(to)
  return outcome === 'gone' ? refuseCollection(to) : refuseItem(to)
}
