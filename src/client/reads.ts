/**
 * Paths of the POST routes that only read: repeating such a request does no harm. A test compares them with the routes of the
 * service: every POST route of scope `read` is one.
 */
export const READING_POSTS: readonly string[] = ['/v1/ids/resolve', '/v1/match', '/v1/reconcile']

/** True if a request changes nothing, so that it may be sent again. */
export const isRead = (method: string, url: string, readingPosts: readonly string[] = READING_POSTS): boolean =>
  method === 'GET' ||
  method === 'HEAD' ||
  (method === 'POST' && readingPosts.some((path) => url.split('?')[0]?.endsWith(path)))
