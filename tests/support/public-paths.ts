/** Paths of the routes for GET that need no token. It is kept by hand, so that a route that becomes public by mistake fails the tests. */
export const PUBLIC_PATHS: ReadonlySet<string> = new Set([
  '/',
  '/explorer',
  '/explorer/account',
  '/explorer/assets/:name',
  '/explorer/compare',
  '/explorer/decisions',
  '/explorer/games/:slug',
  '/explorer/insights',
  '/explorer/quality',
  '/explorer/sources',
  '/explorer/review',
  '/health/live',
  '/health/ready',
  '/metrics',
  '/swagger',
  '/swagger/json',
  '/swagger/page.js',
  '/swagger/swagger-ui-bundle.js',
  '/swagger/swagger-ui.css',
  '/v1/privacy/notice',
])

/** Paths of the public routes for POST. It is kept by hand, too. */
export const PUBLIC_POSTS: ReadonlySet<string> = new Set([
  '/v1/auth/login',
  '/v1/auth/logout',
  '/v1/auth/refresh',
  '/v1/auth/register',
  '/v1/auth/session',
])

/** True for a path whose route needs no token. */
export const isPublicPath = (path: string): boolean => PUBLIC_PATHS.has(path) || PUBLIC_POSTS.has(path)
