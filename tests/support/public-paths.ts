/** Paths of the routes that need no token. It is kept by hand, so that a route that becomes public by mistake fails the tests. */
export const PUBLIC_PATHS: ReadonlySet<string> = new Set([
  '/',
  '/health/live',
  '/health/ready',
  '/swagger',
  '/swagger/json',
  '/swagger/page.js',
  '/swagger/swagger-ui-bundle.js',
  '/swagger/swagger-ui.css',
])
