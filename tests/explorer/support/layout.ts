import type { Page } from 'playwright-core'

/**
 * Finds texts and controls that lie over each other, lines that are cut in two, and what is outside of the window, on a page that is not scrolled sideways.
 * What a box cuts off or scrolls counts as far as it is seen. An open menu, a dialog, a notice and the bar of selected games lie over
 * the page: each is looked at by itself.
 */
const FIND_FAULTS = `(() => {
  const LAYERS = '.menu > div, dialog, .notice, .selection'
  const shown = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest('.hidden, .skip, svg')
  const seen = (rect, element, hides) => {
    let { left, top, right, bottom } = rect
    for (let box = element; box; box = box.parentElement) {
      if (!hides.test(getComputedStyle(box).overflow)) continue
      if (box === document.documentElement || box === document.body) continue
      const edge = box.getBoundingClientRect()
      left = Math.max(left, edge.left)
      right = Math.min(right, edge.right)
      top = Math.max(top, edge.top)
      bottom = Math.min(bottom, edge.bottom)
    }
    return { left, top, right, bottom }
  }
  const parts = []
  const faults = []
  const add = (element, rect, name) => {
    const { left, top, right, bottom } = seen(rect, element, /hidden|clip|auto|scroll/)
    const hidden = seen(rect, element, /hidden|clip/)
    const share = (hidden.bottom - hidden.top) / rect.height
    if (share > 0.15 && share < 0.75) faults.push('cut off: ' + name)
    if (right - left > 1 && bottom - top > 1) parts.push({ element, name, left, top, right, bottom, layer: element.closest(LAYERS) })
  }
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const element = node.parentElement
    if (!node.data.trim() || !shown(element) || element.closest('option, script, style')) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    for (const rect of range.getClientRects()) add(element, rect, node.data.trim().slice(0, 40))
  }
  for (const element of document.querySelectorAll('button, input, select, textarea, summary, meter, progress'))
    if (shown(element)) add(element, element.getBoundingClientRect(), element.tagName + ' ' + (element.ariaLabel ?? element.id))
  for (const { left, right, name } of parts) if (right > innerWidth + 0.5 || left < -0.5) faults.push('outside: ' + name)
  // A line of text reaches a little above and below its letters.
  const over = (one, other) =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > 2 &&
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 5
  parts.forEach((one, at) => {
    for (const other of parts.slice(at + 1)) {
      if (one.layer !== other.layer || one.element.contains(other.element) || other.element.contains(one.element)) continue
      if (over(one, other)) faults.push('over each other: ' + one.name + ' / ' + other.name)
    }
  })
  return [...new Set(faults)]
})()`

/** Returns what on a page lies over something else or is outside of the window; nothing if all is well. */
export async function layoutFaults(page: Page): Promise<string[]> {
  const wide = Number(await page.evaluate('document.documentElement.scrollWidth - innerWidth'))
  const found: string[] = await page.evaluate(FIND_FAULTS)
  return wide > 0 ? [`wider than the window by ${wide}`, ...found] : found
}
