import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test'
import type { Page } from 'playwright-core'
import { loadDoubts } from '#tests/support/doubts'
import { closeVisits, flows, visit } from './support/browser'
import { type ExplorerService, startExplorer } from './support/catalogue'

flows('another language', () => {
  let service: ExplorerService
  beforeAll(async () => {
    service = await startExplorer()
    await loadDoubts(service.stores, 3)
  }, 60_000)
  afterAll(() => service[Symbol.asyncDispose]())
  afterEach(() => closeVisits())

  const speakFrench = async (page: Page) => {
    await page.click('button[lang=fr]')
    await page.waitForSelector('html[lang=fr]')
    await page.waitForSelector('text=Se déconnecter')
  }

  test('keeps the games that are selected, and a load after it does not', async () => {
    const { page } = await visit(await service.link('?q=moon'))
    await page.locator('.window-list a', { hasText: 'Moon Rider' }).focus()
    await page.keyboard.press('x')
    await page.waitForSelector('.selection >> text=1 game selected')
    await speakFrench(page)
    await page.waitForSelector('.selection')
    expect(await page.locator('.window-list li', { hasText: 'Moon Rider' }).locator('input').isChecked()).toBe(true)
    await page.reload()
    await page.waitForSelector('.window-list a')
    expect(await page.locator('.selection').count()).toBe(0)
  })

  test('keeps the records that are ticked', async () => {
    const { page } = await visit(await service.link('/games/euro-truck-simulator-2'))
    await page.locator('.records input').last().check()
    await page.waitForSelector('#split')
    await speakFrench(page)
    await page.waitForSelector('#split')
    expect(await page.locator('.records input').last().isChecked()).toBe(true)
    expect(await page.locator('.records input:checked').count()).toBe(1)
  })

  test('keeps the pair of the review, its note, and what can be undone', async () => {
    const { page } = await visit(await service.link('/review'))
    await page.waitForSelector('[data-review]')
    await page.keyboard.press('d')
    await page.locator('.sending').waitFor({ state: 'detached' })
    await page.keyboard.press('j')
    const pair = await page.getAttribute('[data-review]', 'data-review')
    await page.fill('#note', 'One letter.')
    await speakFrench(page)
    await page.waitForSelector(`[data-review="${pair}"]`)
    expect(await page.inputValue('#note')).toBe('One letter.')
    await page.keyboard.press('u')
    await page.waitForSelector('.session-line >> text=/1 annulé$/')
  })
})
