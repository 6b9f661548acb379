import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { connect } from 'node:net'
import { rawAnswer } from '#tests/support/raw-answer'
import { type ReadService, startReadService } from '#tests/support/read-service'

let service: ReadService

beforeAll(async () => {
  service = await startReadService([{ title: 'Tetris 1' }])
})
afterAll(() => service[Symbol.asyncDispose]())

/** Escapes that no text has: no hexadecimal digits, no UTF-8, half a surrogate pair, too long a form, beyond Unicode. */
const UNREADABLE = [
  '%',
  '%z',
  '%zz',
  '%4',
  '%ff',
  '%c3',
  '%c3(',
  '%ed%a0%80',
  '%c0%af',
  '%f4%90%80%80',
  'a%80b',
  '%ef%bf%bd',
]

type Refusal = { status: number; code: string; detail: string }

async function answerTo(path: string, headers: Record<string, string> = {}): Promise<Refusal> {
  const { status, body } = await rawAnswer(service.url, 'GET', path, {
    authorization: service.authorization,
    'accept-encoding': 'identity',
    ...headers,
  })
  const text = body.toString()
  return { ...(text.startsWith('{') ? (JSON.parse(text) as Refusal) : { code: '', detail: '' }), status }
}

describe('a URL that cannot be read is a problem', () => {
  test('that names the parameter, on every route with parameters', async () => {
    const taken = service.routes.flatMap(({ path, takes }) => takes.map((name) => `${path.split('?', 1)[0]}?${name}=`))
    for (const start of taken)
      for (const value of ['%ff', '%', 'a%zz']) {
        const { status, code, detail } = await answerTo(start + value)
        expect([start, value, status, code]).toEqual([start, value, 400, 'malformed_request'])
        expect(detail).toStartWith(`${/[?](\w+)=/.exec(start)?.[1]}: it has a %`)
      }
  })

  test('whatever is wrong with it', async () => {
    for (const text of UNREADABLE) {
      expect([text, await answerTo(`/v1/suggest?q=${text}`)]).toMatchObject([
        text,
        { status: 400, code: 'malformed_request' },
      ])
      expect([text, await answerTo(`/v1/games?${text}=1`)]).toMatchObject([
        text,
        { detail: expect.stringContaining('the query: ') },
      ])
    }
  })

  test('that says so of the path, on every route with a part of its own in it', async () => {
    for (const { template } of service.routes.filter(({ template }) => template.includes(':')))
      for (const text of UNREADABLE) {
        const { status, detail } = await answerTo(template.replace(/:\w+/g, text))
        expect([template, text, status, detail]).toEqual([template, text, 400, expect.stringContaining('the path: ')])
      }
  })

  test('on public routes, and not to strangers elsewhere', async () => {
    expect((await answerTo('/health/live?x=%ff', { authorization: '' })).status).toBe(400)
    expect((await answerTo('/v1/suggest?q=%ff', { authorization: '' })).status).toBe(401)
    expect((await answerTo('/v1/nothing%ff')).status).toBe(404)
  })
})

describe('a URL that can be read is answered', () => {
  test.each(['%C3%A9', '100%25', '%E3%82%BC', '%F0%9F%8E%AE', 'a+b', '%2526'])('%s', async (text) => {
    expect((await answerTo(`/v1/suggest?q=${text}`)).status).toBe(200)
    expect((await answerTo(`/v1/games/${text}`)).status).toBe(404)
  })

  test('or refused, if it has bytes that are neither escaped nor UTF-8', async () => {
    const { hostname, port } = new URL(service.url)
    const status = await new Promise<number>((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => {
        const head = `GET /v1/suggest?q=\xff\xfe HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: ${service.authorization}\r\nConnection: close\r\n\r\n`
        socket.write(Buffer.from(head, 'latin1'))
      })
      let text = ''
      socket.on('data', (bytes: Buffer) => {
        text += bytes.toString('latin1')
      })
      socket.on('close', () => resolve(Number(text.split(' ')[1])))
      socket.on('error', reject)
    })
    expect(status).toBe(400)
  })
})
