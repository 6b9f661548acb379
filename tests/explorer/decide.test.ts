import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { createTestClient } from '#tests/support/client'
import { load, memorySource } from '#tests/support/memory-source'
import { closeVisits, expectAccessible, expectNoSidewaysScroll, flows, visit } from './support/browser'
import { type ExplorerService, LISTS, startExplorer } from './support/catalogue'

flows('deciding about a game', () => {
  let service: ExplorerService
  beforeAll(async () => {
    service = await startExplorer()
    const release = (region: string, date: string, precision: 'day' | 'year') => ({
      platform: 'wii',
      region,
      released: { date, precision },
    })
    const releases = [release('eu', '2009-03-06', 'day'), release('na', '2008-01-01', 'year')]
    await load(service.stores, memorySource('regional', [[{ key: 'hero', title: 'Hero Rider', releases }]], 40))
  }, 60_000)
  afterAll(() => service[Symbol.asyncDispose]())
  afterEach(() => closeVisits(/status of (?:404|409|422)|ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE/))

  const open = async (slug: string, options: BrowserContextOptions = {}) => {
    const { page } = await visit(await service.link(`/games/${slug}`), options)
    await page.waitForSelector('.says')
    return page
  }
  const curator = () => createTestClient(service.stores, { scope: 'curate' })
  const fix = async (page: Page, field: string) => {
    await page.keyboard.press('e')
    await page.getByLabel('Field').selectOption(field)
  }
  const focusedRow = (page: Page) => page.evaluate(`document.activeElement.closest('[data-field]')?.dataset.field`)
  const save = async (page: Page) => {
    await page.click('dialog .primary')
    await page.locator('dialog').waitFor({ state: 'detached' })
  }

  test('releases are fixed in place, with what follows from them, and undone', async () => {
    const page = await open('zelda-ii')
    await fix(page, 'releases.nes')
    await page.getByLabel('Date', { exact: true }).fill('soon')
    await page.waitForSelector('text=A date or a number cannot be read.')
    expect(await page.locator('dialog .primary').isDisabled()).toBe(true)
    await page.getByLabel('Date', { exact: true }).fill('1988-Q4')
    await page.getByLabel('Region').fill('Europe')
    await page.click('text=Add a release')
    await page.getByLabel('Region').nth(1).fill('na')
    await page.getByLabel('Date', { exact: true }).nth(1).fill('1989-02')
    await page.locator('.planned tr', { hasText: 'First released' }).locator('text=Q4 1988').waitFor()
    await expectAccessible(page)
    await save(page)
    await page.waitForSelector('.hero-line >> text=Q4 1988')
    expect(await page.locator('section:has(#releases) h3').allTextContents()).toEqual(['Europe', 'North America'])
    expect(await page.locator('.timeline time').allTextContents()).toEqual([
      'Q4 1988, day unknown',
      'February 1989, day unknown',
    ])
    await expectAccessible(page)
    // The date of a quarter is edited as one.
    await fix(page, 'releases.nes')
    expect(await page.getByLabel('Date', { exact: true }).first().inputValue()).toBe('1988-Q4')
    await page.getByLabel('Remove release 1').click()
    await page.getByLabel('Remove release 1').click()
    await page.waitForSelector('text=It was never released there.')
    await page.keyboard.press('Escape')
    await page.click('#undo')
    await page.waitForSelector('text=Undone.')
    await page.waitForSelector('.hero-line >> text=/^1987/')
  })

  test('a fix keeps the value or changes it, once; it needs a date that exists, and says so', async () => {
    const page = await open('zelda-ii')
    await fix(page, 'title')
    const button = page.locator('dialog .primary')
    await page.waitForSelector('dialog .primary >> text=Keep this value')
    await page.getByLabel('New value').fill('Zelda 2')
    await page.waitForSelector('dialog .primary >> text=Fix it')
    await page.getByLabel('New value').fill('Zelda II ')
    await page.waitForSelector('dialog .primary:not([disabled]) >> text=Keep this value')
    await button.click()
    await page.locator('dialog').waitFor({ state: 'detached' })
    await page.waitForSelector('[data-field="title"].fixed')
    // The source that says the same has not lost, and the row has the focus.
    expect(await page.locator('[data-field="title"] s').allTextContents()).not.toContain('Zelda II')
    await page.locator('[data-field="title"] .won', { hasText: 'Zelda II' }).waitFor()
    expect(await focusedRow(page)).toBe('title')
    await fix(page, 'title')
    await page.waitForSelector('dialog >> text=This value is fixed already: change it first.')
    expect(await button.isDisabled()).toBe(true)
    await expectAccessible(page)
    await page.getByLabel('Field').selectOption('released')
    for (const wrong of ['soon', '1998-02-30', '1998-13']) {
      await page.getByLabel('New value').fill(wrong)
      await page.waitForSelector('dialog >> text=There is no such date from 1950 to 2100.')
      await page.waitForSelector('dialog >> text=The new value cannot be read')
      expect(await button.isDisabled()).toBe(true)
    }
    await expectAccessible(page)
    await page.getByLabel('New value').fill('1988-12-01')
    await page.locator('dialog >> text=There is no such date from 1950 to 2100.').waitFor({ state: 'detached' })
    expect(await button.isEnabled()).toBe(true)
    await page.keyboard.press('Escape')
    await page.keyboard.press('m')
    await page.waitForSelector('dialog >> text=Choose the other game first.')
    await page.keyboard.press('Escape')
    const { v1 } = await curator()
    const [kept] = (await v1.decisions.get({ query: { game: 'zelda-ii', limit: 1 } })).data?.items ?? []
    expect(kept?.lock).toMatchObject({ field: 'title', value: expect.stringMatching(/^Zelda II/) })
    await v1.decisions({ id: kept?.id ?? '' }).undo.post()
  })

  test('the focus is on the value when a fix begins, and on the row of its field when it is stored or undone', async () => {
    const page = await open('star-parade')
    for (const [field, focused] of [
      ['genres', 'INPUT checkbox'],
      ['title', 'INPUT text'],
      ['releases.pc.released', 'INPUT text'],
    ] as const) {
      await page.evaluate(`document.querySelector('[data-field="${field}"]')?.focus()`)
      await page.keyboard.press('e')
      expect([
        field,
        await page.evaluate(`document.activeElement.tagName + ' ' + document.activeElement.type`),
      ]).toEqual([field, focused])
      expect(await page.evaluate('document.activeElement.value')).not.toBe(field)
      await page.keyboard.press('Escape')
      await page.locator('dialog').waitFor({ state: 'detached' })
    }
    await page.locator('[data-field="genres"] .claim').first().focus()
    await page.keyboard.press('e')
    await page.keyboard.press('Space')
    await page.waitForSelector('dialog .primary:not([disabled]) >> text=Fix it')
    await page.locator('dialog input[name=reason]').focus()
    await page.keyboard.press('Enter')
    await page.waitForSelector('[data-field="genres"].fixed')
    expect(await focusedRow(page)).toBe('genres')
    await page.keyboard.press('u')
    await page.waitForSelector('[data-field="genres"]:not(.fixed)')
    expect(await focusedRow(page)).toBe('genres')
  })

  test('three values are fixed at typing speed: focus, e, the value, Enter', async () => {
    const page = await open('the-legend-of-zelda')
    const fixFocused = async (field: string, value: string) => {
      await page.locator(`[data-field="${field}"] .claim`).first().focus()
      await page.keyboard.press('e')
      await page.keyboard.type(value)
      await page.keyboard.press('Enter')
      await page.locator('dialog').waitFor({ state: 'detached' })
      await page.waitForSelector(`[data-field^="${field.split('.released')[0]}"].fixed`)
    }
    await fixFocused('title', 'Zelda One')
    await page.locator('h1', { hasText: 'Zelda One' }).waitFor()
    await fixFocused('score.critics', '91')
    await page.waitForSelector('.figures >> text=91')
    await fixFocused('releases.nes.released', '1986-02-20')
    await page.waitForSelector('.timeline >> text=20 February 1986')
    const { v1 } = await curator()
    const made = (await v1.decisions.get({ query: { game: 'the-legend-of-zelda', limit: 3 } })).data?.items ?? []
    expect(made.map(({ lock }) => lock?.field)).toEqual(['releases.nes', 'score.critics', 'title'])
    for (const { id } of made) await v1.decisions({ id }).undo.post()
  })

  test('kind, ratings and relations are fixed; the service tells what is wrong with a value', async () => {
    const page = await open('star-voyage')
    await fix(page, 'kind')
    await page.getByLabel('New value').selectOption('dlc')
    await page.locator('.preview >> text=DLC').waitFor()
    await save(page)
    await page.waitForSelector('.says tr.fixed')
    await fix(page, 'ratings')
    await page.getByLabel('New value').fill('pegi: 7')
    await save(page)
    await page.waitForSelector('.says >> text=Age ratings')
    await fix(page, 'related')
    await page.getByLabel('New value').fill('star-rider: sequel')
    await page.waitForSelector('dialog >> text=must use only these relations')
    await page.getByLabel('New value').fill('star-rider: dlc_of')
    await page.locator('dialog .note').waitFor({ state: 'detached' })
    await expectAccessible(page)
    await save(page)
    await page.waitForSelector('.about >> text=DLC of star rider')
    await page.goto(`${service.url}/explorer/games/star-rider`)
    await page.waitForSelector('.about >> text=has the DLC star voyage')
  })

  test('a fixed value stays when the list is loaded again', async () => {
    const page = await open('the-legend-of-zelda')
    await fix(page, 'score.critics')
    await page.getByLabel('New value').fill('99')
    await save(page)
    await page.waitForSelector('.figures >> text=99')
    const [, trust, records] = LISTS[0] ?? ['', 0, []]
    const later = records.map((record, at) => ({ key: `critics-${at}`, ...record, critics: { value: 41 + at } }))
    await load(service.stores, memorySource('critics', [later], trust))
    await page.reload()
    await page.waitForSelector('.says tr.fixed >> text=42')
    await page.waitForSelector('.figures >> text=99')
    await page.click('text=History')
    await page.locator('.events >> text=Fix').first().waitFor()
    await page.locator('.events button').first().click()
    await page.waitForSelector('.figures >> text=42')
  })

  test('a value tells why it won or lost, and shows what the record states', async () => {
    const page = await open('euro-truck-simulator-2')
    await page.locator('.says tr', { hasText: 'Players’ score' }).locator('.lost .claim').click()
    const dialog = page.locator('dialog')
    await dialog.locator('text=too few votes').waitFor()
    expect(await dialog.locator('.preview').textContent()).toContain('players (trust 60): 97.3')
    expect(await dialog.locator('.preview').textContent()).toContain('critics (trust 70): 87')
    expect(JSON.parse(String(await dialog.locator('.stated pre').textContent()))).toMatchObject({
      title: 'Euro Truck Simulator 2',
      users: { value: 87 },
    })
    await expectAccessible(page)
    await dialog.locator('text=Let critics win here').click()
    expect(await page.getByLabel('New value').inputValue()).toBe('87')
    await page.keyboard.press('Escape')
    await page.locator('.claim.won').first().click()
    await dialog.locator('.stated pre').first().waitFor()
    await page.keyboard.press('Escape')
    // The focus is back on the value, and its field is the one that is fixed.
    await page.locator('[data-field="releases.pc.released"] .claim').first().focus()
    await page.keyboard.press('e')
    expect(await page.getByLabel('Field').inputValue()).toBe('releases.pc')
    await page.keyboard.press('Escape')
    await page.keyboard.press('c')
    await page.waitForSelector('text=Copy a citation')
    expect(await page.evaluate('document.activeElement.textContent')).toContain('Copy the link')
  })

  test('a source wins the date of one release, the others of its platform stay', async () => {
    const page = await open('euro-truck-simulator-2')
    const row = page.locator('[data-field="releases.pc.released"]')
    const lost = row.locator('.lost').first()
    const date = String(await lost.locator('s').textContent())
    await lost.locator('.quiet').click()
    expect(await page.getByLabel('Field').inputValue()).toBe('releases.pc')
    await page.waitForSelector('.planned')
    await save(page)
    await page.locator('.hero-line', { hasText: date }).waitFor()
    await page.click('#undo')
    await page.waitForSelector('text=Undone.')
  })

  test('the history tells who decided what, when and why, newest first, and takes it back', async () => {
    const { v1 } = await curator()
    const reason = 'A <b>typo</b> 🎉'
    await v1.games({ slug: 'wild-lantern' }).overrides({ field: 'title' }).put({ value: 'Wild Party', reason })
    await v1.games({ slug: 'wild-lantern' }).merge.post({ with: 'wild-voyage' })
    const page = await open('wild-lantern')
    await page.click('text=History')
    await page.locator('.events li').nth(2).waitFor()
    const said = await page.locator('.events strong').allTextContents()
    expect(said.slice(0, 1)).toEqual(['Merge'])
    await page.locator('.events strong', { hasText: /^Fix · Title: Wild Party$/ }).waitFor()
    expect(await page.locator('.events').textContent()).toContain(reason)
    expect(await page.locator('.events').textContent()).toContain('by cli')
    await expectAccessible(page)
    await page.getByLabel(/^Undo: Merge/).click()
    await page.locator('.events .undone').first().waitFor()
    await page.getByLabel(/^Undo: Fix/).click()
    await page.locator('h1', { hasText: 'Wild Lantern' }).waitFor()
    const { page: reader } = await visit(await service.link('/games/wild-lantern', 'read'))
    await reader.waitForSelector('.says')
    expect(await reader.locator('.history').count()).toBe(0)
  })

  test('a merge that another decision contradicts says so before it is tried, and names that decision', async () => {
    const { v1 } = await curator()
    const records = (await v1.games({ slug: 'hero-rider' }).records.get({ query: {} })).data?.items ?? []
    expect(records.length).toBe(2)
    const taken = records.slice(1).map(({ source, dataset, key }) => ({ source, dataset, key }))
    const split = await v1.games({ slug: 'hero-rider' }).split.post({ records: taken })
    const found = (await v1.games.get({ query: { source: 'regional' } })).data?.items[0]?.slug ?? ''
    const page = await open('hero-rider')
    await page.keyboard.press('m')
    await page.getByLabel('The other game').fill('hero rider')
    await page.locator('.offers input').first().check()
    await page.waitForSelector('dialog >> text=Another decision says the opposite.')
    await expectAccessible(page)
    await page.click('dialog .primary')
    await page.click('dialog >> text=The other decision >> nth=0')
    await page.waitForSelector('.decision.named')
    expect(page.url()).toContain(split.data?.id ?? 'no id')
    await page.locator('.decision.named .decision-undo button').click()
    await page.waitForSelector('.decision.named >> text=undone by cli')
    await page.goto(`${service.url}/explorer/games/${found}`)
    await page.waitForSelector('section:has(#releases) h3 >> text=North America')
    await page.waitForSelector('.timeline >> text=2008, day unknown')
  })

  test('somebody merges the game in another tab: a dialog that is open decides about the one that is left', async () => {
    const page = await open('deep-canyon')
    await fix(page, 'score.users')
    await page.getByLabel('New value').fill('66')
    const { v1 } = await curator()
    await v1.games({ slug: 'deep-beacon' }).merge.post({ with: 'deep-canyon' })
    await save(page)
    await page.waitForSelector('text=Fixed: Players’ score.')
    await page.waitForSelector('.figures >> text=66')
    const kept = new URL(page.url()).pathname.split('/').at(-1) ?? ''
    expect((await v1.games({ slug: kept }).get({ query: {} })).data?.score?.users).toBe(66)
  })

  test('a token that ends while somebody types is renewed, and nothing typed is lost', async () => {
    const page = await open('soul-orchard')
    await page.clock.install()
    await fix(page, 'summary')
    await page.getByLabel('New value').fill('Trees.')
    const renewed = page.waitForResponse(/auth\/refresh/)
    await page.clock.fastForward('00:11:00')
    await page.getByLabel('Reason').fill('They grow.')
    await page.click('dialog .primary')
    expect((await renewed).status()).toBe(200)
    await page.waitForSelector('.page p >> text=Trees.')
  })

  test('a service that is restarted while a dialog is open tells so, and stores the value once it is back', async () => {
    const page = await open('moon-beacon')
    await fix(page, 'score.critics')
    await page.getByLabel('New value').fill('12')
    await page.waitForSelector('text=No other fact would change.')
    const start = await service.stop()
    await page.click('dialog .primary')
    await page.waitForSelector('dialog >> text=The service does not answer.')
    await expectAccessible(page)
    start()
    await save(page)
    await page.waitForSelector('.figures >> text=12')
    await page.click('#undo')
    await page.waitForSelector('text=Undone.')
  })

  test('Back goes through every page to the first, whatever was done on the way', async () => {
    const { page } = await visit(await service.link('?q=fire'))
    await page.locator('.window-list a', { hasText: 'Fire Rider' }).click()
    await page.waitForSelector('.says')
    await fix(page, 'title')
    await page.getByLabel('New value').fill('Fire Horse')
    await save(page)
    await page.locator('h1', { hasText: 'Fire Horse' }).waitFor()
    await page.click('#undo')
    await page.locator('h1', { hasText: 'Fire Rider' }).waitFor()
    await page.keyboard.press('c')
    await page.click('text=Compare with another game')
    await page.waitForSelector('.compared')
    await page.keyboard.press('g')
    await page.keyboard.press('d')
    await page.waitForSelector('.decision')
    await page.keyboard.press('g')
    await page.keyboard.press('r')
    await page.waitForSelector('text=No doubtful matches left.')
    for (const seen of ['.decision', '.compared', '.says', '.window-list a']) {
      await page.goBack()
      await page.waitForSelector(seen)
    }
    expect(await page.inputValue('#q')).toBe('fire')
  })

  test('dialogs fit a small screen, in French and dark', async () => {
    const small = { viewport: { width: 320, height: 700 }, locale: 'fr-FR', colorScheme: 'dark' as const }
    const page = await open('the-legend-of-zelda', small)
    await page.keyboard.press('e')
    await page.getByLabel('Champ').selectOption('releases.nes')
    await page.getByLabel('Date', { exact: true }).first().fill('1990')
    await page.waitForSelector('.planned')
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)
    const told = [String(await page.textContent('dialog'))]
    await page.keyboard.press('Escape')
    await page.locator('.claim').first().click()
    await page.waitForSelector('.stated pre')
    await expectNoSidewaysScroll(page)
    told.push(String(await page.locator('dialog .preview').textContent()))
    await page.keyboard.press('Escape')
    await page.click('text=Historique')
    await page.waitForSelector('.events li')
    told.push(String(await page.textContent('.history')))
    await expectNoSidewaysScroll(page)
    await expectAccessible(page)
    for (const english of [
      'Release',
      'Region',
      'Reason',
      'Now',
      'Then',
      'Date:',
      'trust',
      'Why',
      'Fix',
      'created',
      'by',
    ])
      expect([english, new RegExp(`\\b${english}\\b`).test(told.join(' '))]).toEqual([english, false])
  })
})
