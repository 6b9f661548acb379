import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test'
import { closeVisits, expectAccessible, flows, visit } from './support/browser'
import { type ExplorerService, startExplorer } from './support/catalogue'

flows('copying', () => {
  let service: ExplorerService
  beforeAll(async () => {
    service = await startExplorer()
  }, 60_000)
  afterAll(() => service[Symbol.asyncDispose]())
  afterEach(() => closeVisits())

  /** Opens a game as a browser shows it over plain HTTP, where pages have no clipboard. */
  const open = async (script = '') => {
    const { page, context } = await visit(await service.link('/games/zelda-ii'))
    await page.waitForSelector('.says')
    await context.addInitScript(
      `Object.defineProperty(Navigator.prototype, 'clipboard', { get: () => undefined }); ${script}`,
    )
    await page.reload()
    await page.waitForSelector('.says')
    expect(await page.evaluate('navigator.clipboard')).toBeUndefined()
    await page.keyboard.press('c')
    return page
  }

  test('works without the clipboard of the browser, and says so', async () => {
    const page = await open()
    await page.click('text=Copy the link')
    await page.waitForSelector('text=Copied.')
    expect(await page.evaluate('document.activeElement.textContent')).toContain('Copy the link')
    await page.focus('#q')
    await page.keyboard.press('Control+V')
    expect(await page.inputValue('#q')).toBe(`${service.url}/explorer/games/zelda-ii`)
  })

  test('shows the text to be copied by hand where no page may copy', async () => {
    const page = await open('document.execCommand = () => false')
    await page.click('text=Copy the link')
    await page.waitForSelector('dialog >> text=This browser lets no page copy.')
    expect(await page.evaluate('getSelection().toString()')).toBe(`${service.url}/explorer/games/zelda-ii`)
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await page.locator('dialog').waitFor({ state: 'detached' })
    expect(await page.evaluate('document.activeElement.textContent')).toContain('Copy the link')
  })
})
