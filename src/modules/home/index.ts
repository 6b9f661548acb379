import { Elysia, redirect } from 'elysia'

/** Returns the route `/`, which redirects to the documentation. */
export const home = () =>
  new Elysia({ name: 'vestim.home' }).get('/', () => redirect('/swagger', 302), {
    detail: { hide: true, security: [] },
  })
