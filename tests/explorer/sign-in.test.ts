import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test'
import { createTestApp } from '#tests/support/client'
import { closeVisits, expectAccessible, flows, visit } from './support/browser'
import { type ExplorerService, startExplorer } from './support/catalogue'

flows('signing in', () => {
  let service: ExplorerService
  beforeAll(async () => {
    service = await startExplorer()
  }, 60_000)
  afterAll(() => service[Symbol.asyncDispose]())

  const REFUSED = /status of 40[13]/
  afterEach(() => closeVisits(REFUSED))

  test('a link signs in, leaves the address, and survives a reload; nothing is stored', async () => {
    const { page, problems } = await visit(await service.link('?q=zelda'))
    await page.waitForSelector('.window-list li')
    expect(page.url()).toBe(`${service.url}/explorer?q=zelda`)
    await page.reload()
    await page.waitForSelector('.window-list li')
    const kept: string = await page.evaluate('JSON.stringify({ ...localStorage, ...sessionStorage }) + document.cookie')
    expect(kept).not.toContain('eyJ')
    expect(kept).not.toContain('vestim_refresh')
    expect(problems).toEqual([])
  })

  test('a reload before the answer loses neither the link nor the session, and history has no code', async () => {
    const { page, context } = await visit(`${service.url}/explorer/games/zelda-ii`)
    await page.waitForSelector('input[name=password]')
    await context.route('**/v1/auth/session', () => {}, { times: 1 })
    await page.goto(await service.link('?q=zelda'))
    await page.waitForLoadState()
    expect(page.url()).toContain('#code=')
    await page.reload()
    await page.waitForSelector('.window-list li')
    expect(page.url()).toBe(`${service.url}/explorer?q=zelda`)
    await page.goBack()
    await page.goForward()
    expect(page.url()).toBe(`${service.url}/explorer?q=zelda`)
  })

  test('a page that is opened before the answer leaves no code behind', async () => {
    const { page, context } = await visit(`${service.url}/explorer/games/zelda-ii`)
    await page.waitForSelector('input[name=password]')
    const { promise: answered, resolve: answer } = Promise.withResolvers<void>()
    await context.route('**/v1/auth/session', async (route) => {
      await answered
      await route.continue()
    })
    await page.goto(await service.link('?q=zelda'))
    await page.click('nav >> text=Sources')
    answer()
    await page.waitForSelector('.source')
    await page.goBack()
    await page.waitForSelector('.window-list li')
    expect(page.url()).toBe(`${service.url}/explorer?q=zelda`)
  })

  test('a first visit without a link shows the form, with nothing in the console', async () => {
    const { page, problems } = await visit(`${service.url}/explorer/games/zelda-ii`)
    await page.waitForSelector('input[name=password]')
    await expectAccessible(page)
    expect(problems).toEqual([])
    expect(page.url()).toBe(`${service.url}/explorer/games/zelda-ii`)
  })

  test('a link that was used, and a wrong password, are told in words', async () => {
    const link = await service.link()
    await (await visit(link)).page.waitForSelector('.window-list li')
    const { page } = await visit(link)
    await page.waitForSelector('text=This link does not work')
    await page.fill('input[name=email]', 'ada@example.org')
    await page.fill('input[name=password]', 'three quiet green lamps')
    await page.click('button[type=submit]')
    await page.waitForSelector('text=The address or the password is wrong.')
  })

  test('a session that ends keeps the address, and a new link of another tab lets this one go on', async () => {
    const { page, context } = await visit(await service.link('/games/zelda-ii'))
    await page.waitForSelector('.says')
    await page.evaluate(
      `fetch('/v1/auth/logout', { method: 'POST', headers: { 'x-explorer': '1', 'content-type': 'application/json' }, body: '{}' })`,
    )
    await page.fill('#q', 'star')
    await page.waitForSelector('text=Your session has ended')
    expect(page.url()).toBe(`${service.url}/explorer?q=star`)
    const other = await context.newPage()
    await other.goto(await service.link())
    await page.waitForSelector('.window-list li')
  })

  test('two tabs that load at once share one session', async () => {
    const { page, context } = await visit(await service.link())
    await page.waitForSelector('.window-list li')
    const tabs = await Promise.all(Array.from({ length: 4 }, () => context.newPage()))
    await Promise.all(tabs.map((tab) => tab.goto(`${service.url}/explorer?q=star`)))
    for (const tab of tabs) await tab.waitForSelector('.window-list li')
    await tabs[0]?.click('text=Sign out')
    await page.waitForSelector('input[name=password]')
  })

  test('signing out ends what is being read, without a word of a session that has ended', async () => {
    const { page, problems } = await visit(await service.link())
    await page.waitForSelector('.window-list li')
    const { promise: isSignedOut, resolve } = Promise.withResolvers<void>()
    await page.route(/[?&]q=star/, async (route) => {
      await isSignedOut
      await route.continue().catch(() => undefined)
    })
    const asking = page.waitForRequest(/v1.*[?&]q=star/)
    await page.fill('#q', 'star')
    await asking
    const answered = page.waitForResponse(/logout/)
    await page.click('text=Sign out')
    await answered
    resolve()
    await page.waitForSelector('input[name=password]')
    await page.waitForTimeout(300)
    expect(await page.locator('text=Your session has ended').count()).toBe(0)
    expect(problems).toEqual([])
  })

  test.each([undefined, 502])(
    'somebody who cannot be signed out is told so, and stays signed in: %p',
    async (status) => {
      const { page, context, problems } = await visit(await service.link())
      await page.waitForSelector('.window-list li')
      const other = await context.newPage()
      await other.goto(`${service.url}/explorer`)
      await other.waitForSelector('.window-list li')
      await page.route(/logout/, (route) => (status ? route.fulfill({ status }) : route.abort()), { times: 1 })
      await page.click('text=Sign out')
      await page.waitForSelector('text=The service does not answer.')
      expect(await other.locator('.window-list li').count()).toBeGreaterThan(0)
      await page.click('text=Try again')
      await page.waitForSelector('.window-list li')
      expect(problems.splice(0)).toEqual([expect.stringMatching(/ERR_FAILED|status of 502/)])
      await page.click('text=Sign out')
      await page.waitForSelector('input[name=password]')
      await other.waitForSelector('input[name=password]')
    },
  )

  test('a service that is away is no wrong password and no end of a session', async () => {
    const { page, context, problems } = await visit(`${service.url}/explorer`)
    await page.waitForSelector('input[name=password]')
    await context.route(/auth\/session/, (route) => route.fulfill({ status: 502 }), { times: 1 })
    await page.fill('input[name=email]', 'ada@example.org')
    await page.fill('input[name=password]', 'three quiet green lamps')
    await page.click('button[type=submit]')
    await page.waitForSelector('[role=alert] >> text=does not answer')
    await page.goto('about:blank')
    await page.goto(await service.link())
    await page.waitForSelector('.window-list li')
    await context.route(/auth\/refresh/, (route) => route.fulfill({ status: 504 }), { times: 1 })
    await page.reload()
    await page.waitForSelector('text=The service does not answer.')
    await page.click('text=Try again')
    await page.waitForSelector('.window-list li')
    await context.route(/auth\/refresh/, (route) => route.fulfill({ status: 502 }), { times: 1 })
    await page.route(/v1\/search\?q=star/, (route) => route.fulfill({ status: 401 }), { times: 1 })
    await page.fill('#q', 'star')
    await page.waitForSelector('text=The service does not answer.')
    await page.click('text=Try again')
    await page.waitForSelector('.window-list li')
    expect(problems.splice(0)).toHaveLength(4)
  })

  test('the cookie of a page is of no use to another site', async () => {
    const { page, context } = await visit(await service.link())
    await page.waitForSelector('.window-list li')
    const { url } = service
    const answer = await context.request.post(`${url}/v1/auth/refresh`, {
      data: {},
      headers: { 'sec-fetch-site': 'cross-site', 'x-explorer': '1' },
    })
    expect(answer.status()).toBe(403)
    expect((await context.request.get(`${url}/v1/games`)).status()).toBe(401)
  })

  test('somebody without the right to decide sees no way to', async () => {
    const { page } = await visit(await service.link('/games/euro-truck-simulator-2', 'self'))
    await page.waitForSelector('.says')
    expect(await page.locator('text=Fix a value').count()).toBe(0)
    expect(await page.locator('.records input').count()).toBe(0)
  })

  test('guests read without signing in where they may', async () => {
    const { listen } = await import('#src/http/listen')
    const open = listen(createTestApp(service.stores, { guest: 'read' }), { host: '127.0.0.1', port: 0 })
    const { page, problems } = await visit(`${open.url}/explorer?q=zelda`)
    await page.waitForSelector('.window-list li')
    await page.click('text=Sign in')
    await page.waitForSelector('input[name=password]')
    await page.click('text=Go on as a guest')
    await page.waitForSelector('.window-list li')
    expect(problems).toEqual([])
    await page.click('text=Sign in')
    await page.fill('input[name=email]', 'ada@example.org')
    await page.fill('input[name=password]', 'three quiet green lamps')
    await page.click('button[type=submit]')
    await page.waitForSelector('text=The address or the password is wrong.')
    await page.goto('about:blank')
    await page.goto((await service.link('/games/zelda-ii')).replace(service.url, open.url))
    await page.waitForSelector('.says')
    const isHeld = page.waitForRequest(/q=star/)
    await page.route(/q=star/, (route) =>
      isHeld.then(() => Bun.sleep(300)).then(() => route.continue().catch(() => undefined)),
    )
    await page.fill('#q', 'star')
    await isHeld
    await page.click('text=Sign out')
    await page.waitForSelector('text=Sign in')
    await page.waitForSelector('.window-list li')
    expect(await page.locator('text=The service does not answer.').count()).toBe(0)
    await open.stop({ graceMs: 0, drainMs: 100 })
  })
})
