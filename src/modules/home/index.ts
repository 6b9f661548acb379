import { Elysia, redirect } from 'elysia'

/** The bare address leads to the documentation. */
export const home = () =>
  new Elysia({ name: 'vestim.home' }).get('/', () => redirect('/swagger', 302), { detail: { hide: true } })
