/** Largest body that the service accepts, in bytes. */
const LIMIT = 1024 * 1024
const MANY = 100_000
const DEEP = 500_000

/**
 * Request body that no route accepts. `status` is the response to a caller who may use the route. A chunked body is sent
 * without its length.
 */
export type HostileBody = { name: string; bytes: Uint8Array<ArrayBuffer>; status: 400 | 413 | 422; isChunked?: true }

/** Yields every hostile body. Each is made when it is asked for: all of them together are more than 20 MB. */
export function* hostileBodies(): Generator<HostileBody> {
  yield* malformedBodies()
  yield* invalidBodies()
  yield* longBodies()
}

const utf8 = new TextEncoder()
const body = (status: HostileBody['status'], name: string, text: string): HostileBody => ({
  name,
  bytes: utf8.encode(text),
  status,
})

const nested = (levels: number, open: string, close: string) => open.repeat(levels) + close.repeat(levels)
const listOf = (count: number, item: string) => `[${Array.from({ length: count }, () => item).join()}]`
const keysOf = (count: number) => Array.from({ length: count }, (_, at) => `,"${at.toString(36)}":0`).join('')
/** Returns `before` and `after` with so many times `piece` between them that the body is as long as it may be. */
const filled = (before: string, piece: string, after: string) =>
  before + piece.repeat(Math.floor((LIMIT - before.length - after.length) / piece.length)) + after

function* malformedBodies(): Generator<HostileBody> {
  yield body(400, '33 levels of arrays', nested(33, '[', ']'))
  yield body(400, '33 levels of objects', nested(33, '{"a":', '}').replace(':}', ':0}'))
  yield body(400, '500,000 levels of arrays', nested(DEEP, '[', ']'))
  yield body(400, 'objects as deep as 1 MiB holds', filled('', '{"":', ''))
  yield body(400, 'brackets that are never closed', filled('', '[{"":', ''))
  yield body(400, 'empty', '')
  yield body(400, 'white space of 1 MiB', filled('', ' ', ''))
  yield body(400, 'byte order mark', '\uFEFF{"with":"x"}')
  yield body(400, 'cut off', '{"with":"x","reason":"be')
  yield body(400, 'cut off after an escape', '{"with":"x","reason":"\\')
  yield body(400, 'two documents', '{"with":"x"}{"with":"y"}')
  yield body(400, 'raw NUL in a string', '{"with":"x","reason":"\0"}')
  yield body(400, 'not JSON', 'with=x&reason=y')
  yield { ...body(400, 'invalid UTF-8', ''), bytes: Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22) }
}

function* invalidBodies(): Generator<HostileBody> {
  yield body(422, '32 levels of arrays', nested(32, '[', ']'))
  yield body(422, '100,000 unknown keys', `{"a":0${keysOf(MANY)}}`)
  yield body(422, 'duplicate keys', '{"reason":"one","reason":"other"}')
  yield body(422, '__proto__', '{"__proto__":{"with":"x","verdict":"same","value":1,"records":[],"polluted":true}}')
  yield body(422, 'constructor.prototype', '{"constructor":{"prototype":{"with":"x","polluted":true}}}')
  yield body(422, 'lone surrogate', '{"with":"x","verdict":"same","value":"\\ud800"}')
  yield body(422, 'surrogates in the wrong order', '{"with":"\\udc00\\ud800"}')
  yield body(422, 'NUL', '{"with":"x\\u0000"}')
  yield body(422, 'NUL in a name', '{"with":"x","\\u0000":1}')
  yield body(422, '1e400', '{"value":1e400}')
  yield body(422, '-1e400 in a list', '{"value":[[-1e400]]}')
  yield body(422, 'null', 'null')
  yield body(422, 'a number', '-0')
}

function* longBodies(): Generator<HostileBody> {
  yield body(422, '100,000 items', listOf(MANY, '0'))
  yield body(422, '100,000 items of a value', `{"value":${listOf(MANY, '"a"')}}`)
  yield body(422, '100,000 records', `{"records":${listOf(MANY, '{}')}}`)
  yield body(422, 'as many members as are read', `{"value":0${keysOf(50_000)}}`)
  yield body(422, 'as many items as are read', `{"value":${listOf(50_000, '[]')}}`)
  yield body(422, 'empty arrays of 1 MiB', filled('{"value":[[]', ',[]', ']}'))
  yield body(422, 'relations of 1 MiB', filled('{"value":[1', ',{"slug":"a","relation":"dlc_of"}', ']}'))
  yield body(422, 'one string of 1 MiB', filled('"', 'a', '"'))
  yield body(422, 'one string of 1 MiB in each member', filled('{"value":"', 'a', '"}'))
  yield body(422, 'a slug of 1 MiB', filled('{"with":"', 'a', '"}'))
  yield body(422, 'escapes of 1 MiB', filled('{"reason":"', '\\u00e9', '"}'))
  yield body(422, 'backslashes of 1 MiB', filled('{"reason":"', '\\\\', '"}'))
  yield body(422, 'brackets of 1 MiB in a string', filled('{"reason":"', '[{', '"}'))
  yield body(422, 'one number of 1 MiB', filled('{"value":', '9', '}'))
  yield body(413, '500,000 levels of objects', nested(DEEP, '{"":', '}'))
  yield body(413, 'one byte more than 1 MiB', `${filled('"', 'a', '"')} `)
  yield { ...body(413, 'chunked, one byte more than 1 MiB', `${filled('"', 'a', '"')} `), isChunked: true }
  yield { ...body(413, 'chunked, 4 MiB', 'a'.repeat(4 * LIMIT)), isChunked: true }
}
