import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test'
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { closeVisits, expectAccessible, expectNoSidewaysScroll, flows, visit } from './support/browser'
import { type ExplorerService, startExplorer } from './support/catalogue'

flows('the insights', () => {
  let service: ExplorerService
  beforeAll(async () => {
    service = await startExplorer()
  }, 60_000)
  afterAll(() => service[Symbol.asyncDispose]())
  afterEach(() => closeVisits(/ERR_INTERNET_DISCONNECTED|status of (422|503)/))

  const open = async (path = '', options = {}) => {
    const { page } = await visit(await service.link(`/insights${path}`), options)
    await page.waitForSelector('.games-per-year svg, .games-per-year .note')
    await page.waitForSelector('.disagreements svg')
    return page
  }
  const savedBy = async (page: Page, plot: string, name: string) => {
    await page.locator(`.${plot} summary`).first().click()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator(`.${plot} .menu >> text="${name}"`).click(),
    ])
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
  }

  test('are read by keyboard, and Enter opens the games of a year', async () => {
    const page = await open()
    const plot = page.locator('.games-per-year svg')
    await plot.focus()
    await page.keyboard.press('Home')
    expect(await plot.getAttribute('aria-valuetext')).toContain('1986')
    for (let year = 1986; year < 2005; year++) await page.keyboard.press('ArrowRight')
    expect(await page.locator('.games-per-year figcaption b').textContent()).toBe('2005')
    expect(await plot.getAttribute('aria-valuetext')).toContain('2005')
    expect(await page.locator('.games-per-year figcaption span').allTextContents()).toContain('Computer 4 (4 scored)')
    await page.keyboard.press('PageUp')
    expect(await plot.getAttribute('aria-valuetext')).toContain('2015')
    await page.keyboard.press('PageDown')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/explorer?yearFrom=2005&yearTo=2005')
    await page.waitForSelector('text=10 games')
    await page.goBack()
    await page.waitForSelector('.games-per-year svg')
  })

  test('narrow each other by drawing over years, or by Shift and arrows', async () => {
    const page = await open()
    const plot = page.locator('.games-per-year svg')
    const box = await plot.boundingBox()
    if (!box) throw new Error('The plot has no size.')
    const across = (share: number) => [box.x + box.width * share, box.y + box.height / 2] as const
    await page.mouse.move(...across(0.6))
    await page.mouse.down()
    await page.mouse.move(...across(0.7))
    await page.mouse.move(...across(0.8))
    await page.mouse.up()
    await page.waitForURL(/insights\?yearFrom=20\d\d&yearTo=20\d\d$/)
    const years = new URL(page.url()).searchParams
    const [from, to] = [Number(years.get('yearFrom')), Number(years.get('yearTo'))]
    expect(to - from).toBeGreaterThan(3)
    await page.waitForSelector(`.genres-over-time tbody tr:first-child th:text-is("${from}")`, { state: 'attached' })
    await page.goBack()
    await page.waitForURL('**/explorer/insights')
    await page.waitForSelector('.games-per-year svg')
    await plot.focus()
    await page.keyboard.press('End')
    for (let year = 0; year < 3; year++) await page.keyboard.press('Shift+ArrowLeft')
    await expectAccessible(page)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/insights?yearFrom=2017&yearTo=2020')
  })

  test('narrow each other by drawing over scores, with a box beside', async () => {
    const page = await open()
    const plot = page.locator('.critics-against-players svg')
    await plot.focus()
    await page.keyboard.press('Home')
    await page.keyboard.press('Shift+ArrowRight')
    const chosen = /Critics (\d+)/.exec(String(await plot.getAttribute('aria-valuetext')))?.[1]
    const isWide = Number(await plot.getAttribute('aria-valuemax')) > 0
    await page.keyboard.press('Enter')
    if (isWide) await page.waitForURL(/insights\?scoreMin=\d+&scoreMax=\d+/)
    expect(chosen).toBeDefined()
    await page.goto(`${service.url}/explorer/insights`)
    const boxes = page.getByRole('group', { name: 'Critics', exact: true })
    await boxes.getByLabel('from').fill('80')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/insights?scoreMin=80')
    await boxes.getByLabel('to').fill('84')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/insights?scoreMin=80&scoreMax=84')
    await boxes.getByLabel('from').fill('90')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/insights?scoreMin=84&scoreMax=90')
  })

  test('show the regions of releases by year', async () => {
    const page = await open()
    await page.waitForSelector('.releases-by-region svg')
    await page.waitForSelector('.releases-by-region .legend >> text=Europe')
    expect(await page.locator('.releases-by-region svg').getAttribute('aria-valuetext')).toBe('2020, Europe 5')
  })

  test('hide a series in the address; plot, table and CSV have the same figures', async () => {
    const page = await open()
    const button = page.locator('.games-per-year .legend button').first()
    const name = String(await button.textContent())
    await button.click()
    await page.waitForURL(/hide=/)
    const same = await page.context().newPage()
    await same.goto(page.url())
    await same.waitForSelector('.games-per-year svg')
    expect(await same.locator('.games-per-year .legend [aria-pressed=false]').textContent()).toBe(name)
    await same.locator('.games-per-year .figures-table summary').click()
    const heads = await same.locator('.games-per-year thead th').allTextContents()
    expect(heads).not.toContain(name)
    const rows = await same.locator('.games-per-year tbody tr').all()
    const cells = await Promise.all(rows.map((row) => row.locator('th, td').allTextContents()))
    const { name: file, bytes } = await savedBy(same, 'games-per-year', 'CSV')
    expect(file).toBe('games-per-year.csv')
    const lines = bytes.toString().trim().split('\r\n')
    expect(lines.map((line) => line.split(','))).toEqual([heads, ...cells])
    const drawn = await same.locator('.games-per-year svg rect[class^=tone]').count()
    const series = cells.flatMap((row) => row.slice(1, -1)).filter((value) => value !== '0')
    expect(drawn).toBe(series.length)
  })

  test('show one series only by Alt and a click, Shift and a click, or the key of the help; and all again', async () => {
    const page = await open('?hide=genre-others')
    await page.waitForSelector('.genres-over-time .legend')
    const shown = (plot: string) => page.locator(`.${plot} .legend [aria-pressed=true]`).allTextContents()
    const all = await shown('games-per-year')
    const [first = '', second = ''] = all
    const genres = await shown('genres-over-time')
    const series = (name: string) => page.locator('.games-per-year .legend').getByText(name, { exact: true })
    await series(second).click({ modifiers: ['Alt'] })
    await page.waitForURL(/hide=genre-others,/)
    expect(await shown('games-per-year')).toEqual([second])
    expect(await shown('genres-over-time')).toEqual(genres)
    await series(first).click({ modifiers: ['Shift'] })
    expect(await shown('games-per-year')).toEqual([first])
    await page.locator('.games-per-year .legend').getByText('Show all').click()
    await page.waitForURL('**/insights?hide=genre-others')
    await series(second).focus()
    await page.keyboard.press('o')
    expect(await shown('games-per-year')).toEqual([second])
    await expectAccessible(page)
    await page.keyboard.press('o')
    await page.waitForURL('**/insights?hide=genre-others')
    expect(await shown('games-per-year')).toEqual(all)
    await page.keyboard.press('?')
    await page.waitForSelector('dialog >> text=in a legend: only this series')
  })

  test('take the filters of the search, and give them back', async () => {
    const page = await open('?genre=racing&yearFrom=2001&scoreMin=nonsense')
    expect(await page.locator('.filter-line .chips a').count()).toBe(2)
    expect(await page.locator('.games-per-year svg').getAttribute('aria-valuetext')).toContain('2009')
    await page.locator('.filter-add select').first().selectOption('wii')
    await page.waitForURL('**/insights?platform=wii&genre=racing&yearFrom=2001')
    await page.goto(`${service.url}/explorer?platform=wii&genre=racing&yearFrom=2001`)
    await page.click('nav >> text=Insights')
    await page.waitForURL('**/insights?platform=wii&genre=racing&yearFrom=2001')
    await page.click('text=See these games in the search')
    await page.waitForURL('**/explorer?platform=wii&genre=racing&yearFrom=2001')
    await page.goBack()
    await page.locator('.filter-line .chips a').first().click()
    await page.waitForURL('**/insights?genre=racing&yearFrom=2001')
    await page.goto(`${service.url}/explorer/insights`)
    await page.getByLabel('Agreement').selectOption('true')
    await page.getByLabel('Narrow to a source').selectOption('critics')
    await page.waitForURL('**/insights?source=critics&disputed=true')
    await page.waitForSelector('.filter-line .chips >> text=sources: critics')
  })

  test('leave unknown words of the address out once, name them, and put ranges in order', async () => {
    const page = await open('?platform=nope,wii&source=nobody&yearFrom=2009&yearTo=2001')
    await page.waitForURL(/insights\?platform=wii&yearFrom=2001&yearTo=2009$/)
    await page.waitForSelector('.notice >> text=platforms: nope – sources: nobody')
    await page.waitForSelector('.games-per-year svg')
    expect(await page.locator('.note.bad').count()).toBe(0)
  })

  test('say that filters are too narrow, and offer the last ones that had figures', async () => {
    const page = await open()
    await page.locator('.filter-add input').first().fill('2090')
    await page.keyboard.press('Enter')
    await page.waitForSelector('.games-per-year .note')
    await expectAccessible(page)
    await page.locator('.games-per-year .note button').click()
    await page.waitForURL('**/explorer/insights')
    await page.waitForSelector('.games-per-year svg')
  })

  test('are saved as SVG and PNG, and their call is copied', async () => {
    const page = await open()
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    const svg = await savedBy(page, 'critics-against-players', 'SVG')
    expect(svg.name).toBe('critics-against-players.svg')
    expect(svg.bytes.toString()).toMatch(/^<svg[^>]+xmlns=.*fill="rgb/)
    const png = await page.locator('.critics-against-players .menu >> text="PNG"')
    const [download] = await Promise.all([page.waitForEvent('download'), png.click()])
    expect((await readFile(await download.path())).subarray(1, 4).toString()).toBe('PNG')
    await page.locator('.critics-against-players .menu >> text=Copy as curl').click()
    const copied = String(await page.evaluate('navigator.clipboard.readText()'))
    expect(copied).toContain('/v1/stats?by=critics,users&limit=10000')
  })

  test('have cells of scores that are walked through', async () => {
    const page = await open()
    const plot = page.locator('.critics-against-players svg')
    await plot.focus()
    expect(await plot.getAttribute('aria-valuetext')).toMatch(/Critics \d+–\d+; Players \d+–\d+: 1 games/)
    await page.keyboard.press('Enter')
    await page.waitForURL(/explorer\?scoreMin=75&scoreMax=79$/)
    await page.waitForSelector('.list-count >> text=1 game')
  })

  test('tell a trouble in place of a plot, and try again', async () => {
    const { page } = await visit(await service.link())
    await page.waitForSelector('.window-list li')
    const problem = JSON.stringify({ code: 'overloaded', status: 503, detail: 'Too many.', requestId: 'busy-request' })
    const busy = { status: 503, headers: { 'content-type': 'application/problem+json' }, body: problem }
    await page.route(/by=critics(,|%2C)sales/, (route) => route.fulfill(busy), { times: 1 })
    await page.click('nav >> text=Insights')
    await page.waitForSelector('.scores-against-sales >> text=busy-request')
    await expectAccessible(page)
    await page.locator('.scores-against-sales >> text=Try again').click()
    await page.waitForSelector('.scores-against-sales svg')
  })

  test('are accessible, in French, and fit a small screen', async () => {
    const page = await open('', { locale: 'fr-FR', viewport: { width: 320, height: 640 } })
    await page.waitForSelector('h1 >> text=Graphiques')
    await page.waitForSelector('.games-per-year .legend >> text="Ordinateur"')
    const year = page.getByRole('group', { name: 'Année', exact: true }).getByLabel('de', { exact: true })
    expect(await year.getAttribute('placeholder')).toBe('1975')
    await page.evaluate(
      `for (const option of document.querySelectorAll('.filter-line option')) option.text += ' and more'.repeat(9)`,
    )
    await page.locator('.games-per-year svg').focus()
    await page.locator('.games-per-year .figures-table summary').click()
    await expectNoSidewaysScroll(page)
    await expectAccessible(page)
    expect(await page.locator('main').textContent()).not.toMatch(/\b(Games|Figures|Others|Computer|Take it)\b/)
  })
})
