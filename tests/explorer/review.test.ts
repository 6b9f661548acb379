import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test'
import type { BrowserContextOptions, Page, Route } from 'playwright-core'
import { testToken } from '#tests/support/client'
import { loadDoubts } from '#tests/support/doubts'
import { closeVisits, expectAccessible, expectNoSidewaysScroll, flows, visit } from './support/browser'
import { type ExplorerService, startExplorer } from './support/catalogue'

type Reviewed = { state: string; decision: { verdict: string } | null }
type Pressed = { key: string; pair: number }

const DOUBTS = 34
const FAST = 20

flows('the review', () => {
  let service: ExplorerService
  beforeAll(async () => {
    service = await startExplorer({ lists: [] })
    await loadDoubts(service.stores, DOUBTS)
  }, 60_000)
  afterAll(() => service[Symbol.asyncDispose]())
  afterEach(() => closeVisits(/status of (?:404|409|422|503)|ERR_INTERNET_DISCONNECTED/))

  const open = async (search = '', options: BrowserContextOptions = {}) => {
    const { page } = await visit(await service.link(`/review${search}`), options)
    await page.waitForSelector('[data-review]')
    return page
  }
  const asked = async <T>(path: string): Promise<T> => {
    const headers = { authorization: `Bearer ${await testToken('curate')}` }
    return (await (await fetch(`${service.url}/v1/${path}`, { headers })).json()) as T // safe: the caller names the schema
  }
  const total = async () => (await asked<{ total: { value: number } }>('review?limit=1')).total.value
  const shown = (page: Page): Promise<number> =>
    page.evaluate(`Number(document.querySelector('[data-review]').dataset.review)`)
  const stored = (page: Page) => page.locator('.sending').waitFor({ state: 'detached' })
  /** Refuses the next decision on a pair. What the page reads about it meanwhile is answered. */
  const refuseOnce = async (page: Page, pair: number, problem: Parameters<Route['fulfill']>[0]) => {
    // A request that is under way when a browser begins to hand over requests may hide the next one to the same address.
    await page.waitForSelector('.bits')
    let isRefused = false
    await page.route(new RegExp(`/review/${pair}$`), async (route) => {
      if (isRefused || route.request().method() !== 'POST') return route.continue()
      isRefused = true
      await route.fulfill(problem)
    })
  }
  const press = async (page: Page, keys: readonly string[]) => {
    for (const key of keys) await page.keyboard.press(key)
  }

  test('a key decides the pair on the screen, as fast as keys go, and each answer is undone', async () => {
    const page = await open()
    await page.evaluate(`window.pressed = []; addEventListener('keydown', ({ key }) => pressed.push(
      { key, pair: Number(document.querySelector('[data-review]')?.dataset.review) }), true)`)
    await press(
      page,
      Array.from({ length: FAST }, (_, at) => (at % 3 === 0 ? 's' : 'd')),
    )
    const pressed: Pressed[] = await page.evaluate('pressed')
    await stored(page)
    expect(new Set(pressed.map(({ pair }) => pair)).size).toBe(FAST)
    const verdicts = pressed.map(({ key }) => ({ s: 'same', d: 'different' })[key])
    const decided = await Promise.all(pressed.map(({ pair }) => asked<Reviewed>(`review/${pair}`)))
    expect(decided.map(({ decision }) => decision?.verdict)).toEqual(verdicts)
    expect(await total()).toBe(DOUBTS - FAST)
    await page.waitForSelector(`text=${DOUBTS - FAST} left`)
    await press(page, Array(FAST).fill('u'))
    await stored(page)
    expect(await total()).toBe(DOUBTS)
    const [first] = pressed
    expect(await shown(page)).toBe(first?.pair ?? 0)
    await page.keyboard.press('d')
    await stored(page)
    expect(await asked<Reviewed>(`review/${first?.pair}`)).toMatchObject({ decision: { verdict: 'different' } })
    await page.keyboard.press('u')
    await stored(page)
  }, 60_000)

  test('a refused answer comes back behind the pair on the screen, with the other decision', async () => {
    const page = await open()
    const first = await shown(page)
    const other = '0197e5b0-1111-7abc-8def-0123456789ab'
    const problem = {
      code: 'contradicted',
      status: 409,
      detail: `First undo the decision that says the opposite: ${other}.`,
    }
    await refuseOnce(page, first, {
      status: 409,
      contentType: 'application/problem+json',
      body: JSON.stringify(problem),
    })
    await page.keyboard.press('s')
    const second = await shown(page)
    expect(second).not.toBe(first)
    await stored(page)
    expect(await shown(page)).toBe(second)
    await page.keyboard.press('j')
    await page.waitForSelector('text=This was not stored.')
    expect(await shown(page)).toBe(first)
    expect(await page.getAttribute('text=The other decision', 'href')).toContain(other)
    await expectAccessible(page)
    expect(await total()).toBe(DOUBTS)
  })

  test('answers wait while the service is busy or away, in order', async () => {
    const page = await open()
    const first = await shown(page)
    const problem = { code: 'matching', status: 503, detail: 'Games are being matched.' }
    const busy = { status: 503, headers: { 'retry-after': '2', 'content-type': 'application/problem+json' } }
    await refuseOnce(page, first, { ...busy, body: JSON.stringify(problem) })
    await page.keyboard.press('d')
    await page.waitForSelector('text=Trying again in')
    await expectAccessible(page)
    await stored(page)
    await page.context().setOffline(true)
    await page.keyboard.press('d')
    await page.waitForSelector('text=The service does not answer.')
    await page.context().setOffline(false)
    await page.click('text=Try again')
    await stored(page)
    expect(await total()).toBe(DOUBTS - 2)
    await page.keyboard.press('u')
    await page.keyboard.press('u')
    await stored(page)
    expect(await total()).toBe(DOUBTS)
  }, 30_000)

  test('a link shows its pair, with its evidence and what "same" would make; settled ones say so', async () => {
    const page = await open()
    await page.keyboard.press('j')
    const id = await shown(page)
    expect(new URL(page.url()).search).toBe(`?pair=${id}`)
    await page.reload()
    await page.waitForSelector('[data-review]')
    expect(await shown(page)).toBe(id)
    await page.waitForSelector('.bits >> text=the titles are equal but for one typo')
    await page.waitForSelector('.would-be >> text=2 records')
    expect(await page.locator('.side u').count()).toBe(2)
    await expectAccessible(page)
    await page.keyboard.press('n')
    await page.keyboard.type('sd: one letter')
    await page.keyboard.press('Enter')
    await page.keyboard.press('s')
    await stored(page)
    const decisions = await asked<{ items: { reason: string }[] }>('decisions?limit=1')
    expect(decisions.items[0]?.reason).toBe('sd: one letter')
    const other = await page.context().newPage()
    await other.goto(`${service.url}/explorer/review?pair=${id}`)
    await other.waitForSelector('text=This pair is decided.')
    await expectAccessible(other)
    // No source has this name: the service refuses it, and the page goes on without it.
    await other.goto(`${service.url}/explorer/review?pair=999999&band=nonsense&source=nobody`)
    await other.click('text=Go on with the open ones')
    await other.waitForSelector('.answers')
    await page.keyboard.press('u')
    await stored(page)
  })

  test('blind mode hides the evidence until the answer', async () => {
    const page = await open('?blind=1')
    await page.waitForSelector('text=Shown once you have answered.')
    expect(await page.locator('.bits').count()).toBe(0)
    await page.keyboard.press('Shift+S')
    expect(await page.locator('dialog input').count()).toBe(1)
    await page.keyboard.press('Escape')
    await page.click('.answer >> text=Different')
    await page.waitForSelector('.session-line >> text=/bits/')
    await stored(page)
    await page.click('text=Undo')
    await stored(page)
  })

  test('a pair that somebody else decides meanwhile is told, and nothing is stored', async () => {
    const page = await open()
    const first = await shown(page)
    const headers = { authorization: `Bearer ${await testToken('curate')}`, 'content-type': 'application/json' }
    const url = `${service.url}/v1/review/${first}`
    const stored = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ verdict: 'same' }) })
    const { id } = (await stored.json()) as { id: string } // safe: the schema Decision
    await page.keyboard.press('d')
    await page.waitForSelector('text=is no longer in doubt: nothing was stored.')
    expect(await shown(page)).not.toBe(first)
    expect(await asked<Reviewed>(`review/${first}`)).toMatchObject({ decision: { verdict: 'same' } })
    await expectAccessible(page)
    await fetch(`${service.url}/v1/decisions/${id}/undo`, { method: 'POST', headers })
    expect(await total()).toBe(DOUBTS)
  })

  test('a reload keeps what can be undone, and nothing that somebody else has undone is undone again', async () => {
    const page = await open()
    const decidedByKey = async (key: string) => {
      const pair = await shown(page)
      await page.keyboard.press(key)
      await stored(page)
      return pair
    }
    const first = await decidedByKey('d')
    const second = await decidedByKey('s')
    const third = await decidedByKey('d')
    await page.reload()
    await page.waitForSelector('[data-review]')
    await page.waitForSelector('.session-line >> text=1 the same, 2 different, 0 undone')
    await page.keyboard.press('u')
    await page.waitForSelector(`[data-review="${third}"]`)
    await stored(page)
    expect(await asked<Reviewed>(`review/${third}`)).toMatchObject({ state: 'open' })
    await page.waitForSelector(`.list-count >> text=${DOUBTS - 2} left`)
    await page.reload()
    await page.waitForSelector('.session-line >> text=1 the same, 1 different, 1 undone')
    await page.waitForSelector(`.list-count >> text=${DOUBTS - 2} left`)
    await page.goto(`${service.url}/explorer/review?pair=${third}`)
    await page.waitForSelector(`[data-review="${third}"]`)
    const { id } = (await asked<{ items: { id: string }[] }>('decisions?limit=1&state=active')).items[0] ?? { id: '' }
    const headers = { authorization: `Bearer ${await testToken('curate')}`, 'content-type': 'application/json' }
    const send = (path: string, body?: string) =>
      fetch(`${service.url}/v1/${path}`, { method: 'POST', headers, ...(body && { body }) })
    expect((await send(`decisions/${id}/undo`)).status).toBe(200)
    const other = (await (await send(`review/${second}`, '{"verdict":"different"}')).json()) as { id: string } // safe: the schema Decision
    await page.keyboard.press('u')
    await page.waitForSelector('text=somebody else has undone this already, and nothing was changed.')
    expect(await asked<Reviewed>(`review/${second}`)).toMatchObject({ decision: { verdict: 'different' } })
    expect(await shown(page)).toBe(third)
    await page.keyboard.press('u')
    await page.waitForSelector(`[data-review="${first}"]`)
    await stored(page)
    await send(`decisions/${other.id}/undo`)
    expect(await total()).toBe(DOUBTS)
    // Another session in the same tab has decided nothing yet.
    await decidedByKey('d')
    const link = await service.link('/review')
    await page.click('text=Sign out')
    await page.waitForSelector('text=Without an account')
    await page.goto('about:blank')
    await page.goto(link)
    await page.waitForSelector('[data-review]')
    await page.waitForSelector('.session-line >> text=0 the same, 0 different, 0 undone')
    expect(await page.locator('.answer', { hasText: 'Undo' }).isDisabled()).toBe(true)
    const last = await asked<{ items: { id: string }[] }>('decisions?limit=1&state=active')
    await send(`decisions/${last.items[0]?.id}/undo`)
  }, 30_000)

  test('all under one shown condition are decided after a look at their number, and undone as one', async () => {
    const page = await open()
    await page.keyboard.press('Shift+D')
    expect(await page.locator('dialog .primary').isDisabled()).toBe(true)
    await page.locator('dialog').getByLabel('the titles are equal but for one typo').check()
    await page.waitForSelector(`text=Different, for all ${DOUBTS}`)
    await expectAccessible(page)
    await page.click('dialog .primary')
    await page.waitForSelector('text=No doubtful matches left.')
    await expectAccessible(page)
    expect(await total()).toBe(0)
    await page.keyboard.press('u')
    await page.waitForSelector('[data-review]')
    expect(await total()).toBe(DOUBTS)
  })

  test('filters are in the address, and an empty result offers to clear them', async () => {
    const page = await open('?source=a')
    await page.waitForSelector(`text=${DOUBTS} left`)
    await page.getByLabel('Evidence', { exact: true }).selectOption('year_apart')
    await page.waitForSelector('text=No doubtful matches under these filters.')
    expect(new URL(page.url()).search).toBe('?source=a&evidence=year_apart')
    await expectAccessible(page)
    await page.click('text=Clear the filters')
    await page.waitForSelector('[data-review]')
  })

  test('without the right it says which is needed; it fits a small screen, in French and dark', async () => {
    const { page: reader } = await visit(await service.link('/review', 'read'))
    await reader.waitForSelector('text=the scope curate')
    await expectAccessible(reader)
    const small = { viewport: { width: 320, height: 700 }, locale: 'fr-FR', colorScheme: 'dark' as const }
    const page = await open('', small)
    await page.waitForSelector('.would-be >> text=fiches')
    await expectNoSidewaysScroll(page)
    const text = String(await page.textContent('main'))
    expect(text).toContain('0 identique, 0 différent, 0 annulé')
    expect(text).not.toContain('0 annulés')
    for (const english of ['one game', 'left', 'Source:', 'Same', 'Undo', 'bits in', 'titles', 'records', 'Note for'])
      expect([english, new RegExp(`\\b${english}\\b`).test(text)]).toEqual([english, false])
  })
})
