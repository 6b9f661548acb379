import { describe, expect, test } from 'bun:test'
import { gzipSync } from 'node:zlib'
import type { Web } from '#seed/input/fetch'
import { openInput } from '#seed/input/open'
import { PUBLIC } from '#seed/input/public-host'
import { csvSource } from '#seed/sources/shared/csv-source'
import { noApi } from '#tests/support/api-access'
import { type Asked, headOf, loopback, serve } from '#tests/support/file-server'
import { stillClock } from '#tests/support/memory-source'
import { zipOf } from '#tests/support/zip'

const TABLE = Buffer.from(
  `Name,Year\n${Array.from({ length: 200_000 }, (_, row) => `Game ${row},${1980 + (row % 40)}\n`).join('')}`,
)
const STAMP = { etag: '"one"', 'last-modified': 'Tue, 24 Nov 2026 10:00:00 GMT' }

const open = (url: string, web: Partial<Web> = {}) => openInput(url, { extensions: [], web: loopback(web) })
const read = async (url: string, web?: Partial<Web>) =>
  Buffer.concat(await Array.fromAsync((await open(url, web)).slice(0)))

/** A server with ranges, whose every connection breaks off after so many bytes. */
const ranged =
  (content: Buffer, bytes = Number.POSITIVE_INFINITY) =>
  ({ from }: Asked, socket: { write: (data: string | Buffer) => unknown; end: (data: Buffer) => unknown }) => {
    const rest = content.subarray(from)
    const range = { 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` }
    socket.write(
      headOf(from ? '206 Partial' : '200 OK', { 'content-length': rest.length, ...STAMP, ...(from && range) }),
    )
    socket.end(rest.subarray(0, bytes))
  }

describe('a file behind a URL', () => {
  test('is read like a file, packed or not, from any byte', async () => {
    using server = await serve((asked, socket) =>
      ranged(asked.path.endsWith('.gz') ? gzipSync(TABLE) : TABLE)(asked, socket),
    )
    for (const path of ['/lists/games.csv?key=secret', '/lists/games.csv.gz']) {
      const input = await open(server.at(path))
      expect(input.name).toBe(path.includes('gz') ? 'games.csv.gz' : 'games.csv')
      expect(Buffer.concat(await Array.fromAsync(input.slice(3_000_000)))).toEqual(TABLE.subarray(3_000_000))
      expect(Buffer.concat(await Array.fromAsync(input.slice(5)))).toEqual(TABLE.subarray(5))
    }
  })

  test('is a list of its source', async () => {
    const list =
      'Rank,Name,Platform,Year,Genre,Publisher,NA_Sales,EU_Sales,JP_Sales,Other_Sales,Global_Sales\n1,Tetris,GB,1989,Puzzle,Nintendo,1,1,1,1,4\n'
    using server = await serve(ranged(Buffer.from(list)))
    const { reach } = loopback()
    const opened = await csvSource({ source: 'vgsales' })({
      from: server.at('/games.csv'),
      clock: stillClock,
      api: noApi,
      ...(reach && { reach }),
    })
    expect((await Array.fromAsync(opened.pages(undefined))).flatMap(({ records }) => records)).toHaveLength(1)
  })

  test('is resumed at the byte where it broke, and only for the same content', async () => {
    using server = await serve(ranged(TABLE, 1_500_000))
    expect(await read(server.at('/games.csv'))).toEqual(TABLE)
    expect(server.asked.length).toBeGreaterThan(2)
    expect(server.asked.at(-1)?.head).toContain('if-range: "one"')
  })

  test('is fetched again and skipped if the server does not support ranges', async () => {
    let times = 0
    using server = await serve((_, socket) => {
      socket.write(headOf('200 OK', { 'content-length': TABLE.length, ...STAMP }))
      socket.end(++times % 2 === 1 ? TABLE.subarray(0, 2_000_000) : TABLE)
    })
    expect(await read(server.at('/games.csv'))).toEqual(TABLE)
  })

  test('has a fingerprint from ETag, date and length, and a random one if the server sends neither of the first two', async () => {
    using server = await serve(({ path }, socket) => {
      const stamps: Record<string, Record<string, string>> = {
        '/a': STAMP,
        '/b': { ...STAMP, etag: '"two"' },
        '/none': {},
      }
      socket.end(`${headOf('200 OK', { 'content-length': 4, ...stamps[path.split('?')[0] ?? ''] })}a\n1\n`)
    })
    const printOf = async (path: string) => (await open(server.at(path))).fingerprint
    expect(await printOf('/a?key=1')).toBe(await printOf('/a?key=2'))
    expect(await printOf('/none')).not.toBe(await printOf('/none'))
    expect(await printOf('/a')).not.toBe(await printOf('/b'))
  })

  test('that changes while it is read ends the run', async () => {
    let etag = '"one"'
    using server = await serve((_, socket) => {
      socket.write(headOf('200 OK', { 'content-length': TABLE.length, etag }))
      socket.end(TABLE.subarray(0, 2_000_000))
      etag = '"two"'
    })
    await expect(read(server.at('/games.csv'))).rejects.toThrow('"games.csv" changed while it was being read')
  })
})

describe('a URL that cannot be fetched ends with one sentence, without the address', () => {
  const fails = async (url: string, web: Partial<Web> = {}) => {
    const failure = await read(url, web).catch((error: unknown) => error)
    expect(String(failure)).not.toMatch(/secret|files\.example|127\.0/)
    return failure
  }
  const answering = (head: string, body = '') => serve((_, socket) => void socket.end(head + body))

  test.each([
    ['404 Not Found', 'source_unreadable', 'status 404'],
    ['403 Forbidden', 'source_unreadable', 'status 403'],
    ['503 Busy', 'source_unavailable', 'status 503, 6 times in a row'],
    ['429 Slow down', 'source_unavailable', 'status 429, 6 times in a row'],
  ])('%s', async (status, code, said) => {
    using server = await answering(headOf(status, { 'content-length': 0 }))
    expect(await fails(server.at('/games.csv?key=secret'))).toMatchObject({
      code,
      message: expect.stringContaining(said),
    })
    expect(server.asked).toHaveLength(code === 'source_unavailable' ? 6 : 1)
  })

  test('a web page in its place', async () => {
    for (const type of ['text/html', 'text/plain']) {
      using server = await answering(headOf('200 OK', { 'content-type': type }), '<!DOCTYPE html><title>Log in</title>')
      expect(await fails(server.at('/games.csv'))).toMatchObject({
        message: expect.stringContaining('is a web page, not a file'),
      })
    }
  })

  test('an archive, which is read from the disk', async () => {
    using server = await serve((_, socket) => {
      socket.write(headOf('200 OK'))
      socket.end(zipOf([{ name: 'a.csv', text: 'a\n1\n' }]))
    })
    expect(await fails(server.at('/games.zip'))).toMatchObject({
      message: expect.stringContaining('is a zip archive or a spreadsheet: unpack it'),
    })
  })

  test('a private host, by name, by number, and behind a redirect', async () => {
    const inside = 'its host is not on the public internet'
    expect(await fails('http://localhost:9/games.csv', { reach: PUBLIC })).toMatchObject({
      message: expect.stringContaining(inside),
    })
    expect(await fails('http://2852039166/latest/', { reach: PUBLIC })).toMatchObject({
      message: expect.stringContaining(inside),
    })
    using server = await answering(headOf('302 Found', { location: 'http://10.0.0.1/secret' }))
    expect(await fails(server.at('/games.csv'))).toMatchObject({
      code: 'source_unreadable',
      message: expect.stringContaining(inside),
    })
  })

  test('redirects without end, and a password in the address', async () => {
    using server = await answering(headOf('302 Found', { location: '/games.csv' }))
    expect(await fails(server.at('/games.csv'))).toMatchObject({
      message: expect.stringContaining('redirects more than 3 times'),
    })
    expect(server.asked).toHaveLength(4)
    expect(await fails('https://me:secret@files.example/games.csv')).toMatchObject({
      message: expect.stringContaining('a password'),
    })
  })

  test('a silent and a very slow connection', async () => {
    using silent = await serve(() => {})
    expect(await fails(silent.at('/games.csv'), { connectMs: 50, tries: 2 })).toMatchObject({
      code: 'source_unavailable',
      message: expect.stringContaining('did not answer in time, 2 times in a row'),
    })
    using dripping = await serve((_, socket) => {
      socket.write(headOf('200 OK', { 'content-length': 1_000_000 }))
      const drip = setInterval(() => socket.write('a\n'), 10)
      socket.on('close', () => clearInterval(drip))
    })
    expect(await fails(dripping.at('/games.csv'), { paceMs: 100, tries: 2 })).toMatchObject({
      code: 'source_unavailable',
      message: expect.stringContaining('the connection broke, 2 times in a row'),
    })
  })

  test('more bytes than allowed, announced or not', async () => {
    for (const headers of [{ 'content-length': 10_000_000 }, {}]) {
      using server = await serve((_, socket) => {
        socket.write(headOf('200 OK', headers))
        for (let at = 0; at < 3; at++) socket.write(TABLE)
        socket.end()
      })
      expect(await fails(server.at('/games.csv'), { maxBytes: 5_000_000 })).toMatchObject({
        code: 'source_unreadable',
        message: expect.stringContaining('is longer than'),
      })
    }
  })
})
