import { Elysia } from 'elysia'
import type { Dependencies } from '#src/dependencies'
import { bodyDenials, denials } from '#src/http/problem'
import { access } from '#src/http/scope'
import { NO_QUERY } from '#src/wire/fields'
import { createReconciler } from './answer'
import { ReconcileAnswer, ReconcileForm, ReconcileQuery } from './model'
import { previewing } from './previewing'
import { suggesting } from './suggesting'

const DESCRIPTION = `The Reconciliation Service API 0.2 of the W3C community group, for OpenRefine and other clients. Without parameters the
manifest. With \`queries\` the candidates of at most 50 titles, decided as by \`POST /v1/match\`: \`score\` is in bits, and \`match\` is true for a
game that a list with this record would be linked with. With \`extend\` the values of properties. JSONP (\`callback\`) is refused.

OpenRefine sends no token: it works where \`GUEST=read\` is set, and its pages need an entry in \`CORS_ORIGINS\`.`

/** Returns the routes of the reconciliation service. */
export function reconciliation(dependencies: Dependencies) {
  const answer = createReconciler(dependencies)
  return new Elysia({ name: 'vestim.reconcile', prefix: '/v1/reconcile', tags: ['reconciliation'] })
    .use(access)
    .guard({ scope: 'read' })
    .get('', ({ query, request, requestId, set }) => answer({ requestId, set }, query, request), {
      query: ReconcileQuery,
      response: { 200: ReconcileAnswer, ...denials },
      detail: { summary: 'Reconcile titles with games', description: DESCRIPTION },
    })
    .post('', ({ body, request, requestId, set }) => answer({ requestId, set }, body, request), {
      query: NO_QUERY,
      body: ReconcileForm,
      response: { 200: ReconcileAnswer, ...denials, ...bodyDenials },
      detail: { summary: 'Reconcile titles with games, sent as a form', description: DESCRIPTION },
    })
    .use(suggesting(dependencies))
    .use(previewing(dependencies))
}
