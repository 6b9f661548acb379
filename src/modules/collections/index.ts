import { Elysia } from 'elysia'
import { findOwner } from '#src/account/owner'
import type { Dependencies } from '#src/dependencies'
import { CURSOR_ADVICE, nextLink, refuseMalformedCursor } from '#src/http/page'
import { bodyDenials, denials, Problem, type RefusalContext, refuseRequest } from '#src/http/problem'
import { access } from '#src/http/scope'
import { refuseNobody } from '#src/wire/account-refusal'
import { NO_QUERY } from '#src/wire/fields'
import { isFilterRefusal } from '#src/wire/filter-resolution'
import { refuseCollection } from './answers'
import { exportingItems } from './exporting'
import { importing } from './importing'
import { itemRoutes } from './item-routes'
import { listItemPage } from './items'
import {
  CollectionBody,
  CollectionDeleted,
  CollectionList,
  CollectionNamed,
  CollectionParams,
  ItemPageShape,
  ItemQuery,
  RenameBody,
  UnmatchedPage,
  UnmatchedQuery,
} from './model'
import { createCollection, deleteOwn, listOwnCollections, ownCollection, renameOwn } from './service'
import { listUnmatched } from './unmatched'

const OWN = { 404: Problem, ...denials }
const WRITTEN = { 409: Problem, ...OWN, ...bodyDenials }

/** Returns the routes of the collections of an account. */
export const collections = (dependencies: Dependencies) => {
  const { db } = dependencies.stores
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
        body: RenameBody,
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
    .use(itemRoutes(dependencies))
    .use(importing(dependencies))
    .use(exportingItems(dependencies))
}

const refuseTaken = (to: RefusalContext) =>
  refuseRequest(to, 'collection_exists', 'Choose another name: the account has a collection of this one.')
