import { Elysia } from 'elysia'
import { findOwner } from '#src/account/owner'
import type { Dependencies } from '#src/dependencies'
import { access } from '#src/http/scope'
import { refuseNobody } from '#src/wire/account-refusal'
import { fromSteam } from './from-steam'
import { readGivenList } from './given-list'
import { IMPORT_RESPONSES, ImportQuery, ListBody } from './import-model'
import { CollectionParams } from './model'
import { createImports } from './run-import'

const DESCRIPTION = `An array of objects, or a CSV file of any dialect. The columns are guessed as \`bun run seed infer\` does, \`map\` overrides them;
the JSON export of a Playnite library is recognised. Each row is matched as by \`POST /v1/match\`, and stored with or without a game:
/unmatched lists those without. Without \`dryRun=false\` nothing is stored, and the report says what would happen. All rows are stored, or none.
Importing a list again changes nothing, and an import never changes what a person has set.`

/** Returns the routes that import lists into collections. */
export const importing = (dependencies: Dependencies) => {
  const run = createImports(dependencies)
  return new Elysia({ name: 'vestim.collections.import', tags: ['collections'] })
    .use(access)
    .guard({ scope: 'self' })
    .post(
      '/:name/import',
      async ({ caller, params, query, body, request, requestId, set, server }) => {
        const to = { requestId, set }
        const owner = await findOwner(dependencies, caller)
        if (!owner) return refuseNobody(to)
        // The server would cut a client that waits for the end of the import.
        server?.timeout(request, 0)
        const asked = { to, request, owner, name: params.name, isDryRun: query.dryRun !== 'false' }
        return run(asked, () => readGivenList(body, query.map))
      },
      {
        params: CollectionParams,
        query: ImportQuery,
        body: ListBody,
        response: IMPORT_RESPONSES,
        detail: { summary: 'Import a list into a collection', description: DESCRIPTION },
      },
    )
    .use(fromSteam(dependencies, run))
}
