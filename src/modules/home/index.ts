import { Elysia, redirect } from 'elysia'
import { preferredType } from '#src/http/accept'

/** Returns the route `/`, which redirects a browser to the explorer and any other client to the documentation. */
export const home = () =>
  new Elysia({ name: 'vestim.home' }).get(
    '/',
    ({ request, set }) => {
      set.headers.vary = 'Accept'
      return redirect(isBrowser(request.headers.get('accept')) ? '/explorer' : '/swagger', 302)
    },
    { detail: { hide: true, security: [] } },
  )

/** True for a client that names HTML: programs send nothing, or accept anything. */
const isBrowser = (accept: string | null) =>
  accept !== null && /\btext\/html\b/i.test(accept) && preferredType(accept, ['text/html']) !== undefined
