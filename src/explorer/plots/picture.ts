import { saveFile } from '../state/files'

const PAINTS = ['fill', 'stroke', 'stroke-width', 'fill-opacity', 'font', 'text-anchor'] as const
const SHARPNESS = 2

/** Returns a drawing as the text of an SVG file of its own, with the colours that are shown. */
function svgText(drawing: SVGSVGElement): string {
  const copy = drawing.cloneNode(true) as SVGSVGElement // safe: a clone is of the same kind
  const shown = [drawing, ...drawing.querySelectorAll('*')]
  for (const [at, element] of [copy, ...copy.querySelectorAll('*')].entries()) {
    const style = getComputedStyle(shown[at] ?? drawing)
    for (const name of PAINTS) element.setAttribute(name, style.getPropertyValue(name))
    for (const name of ['class', 'tabindex', 'role']) element.removeAttribute(name)
  }
  const { width, height } = drawing.getBoundingClientRect()
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  copy.setAttribute('width', String(width))
  copy.setAttribute('height', String(height))
  copy.style.background = getComputedStyle(document.documentElement).backgroundColor
  return new XMLSerializer().serializeToString(copy)
}

const svgAddress = (drawing: SVGSVGElement) =>
  `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText(drawing))}`

/** Saves a drawing as an SVG file. */
export const saveSvg = (drawing: SVGSVGElement, name: string): void =>
  saveFile(`${name}.svg`, new Blob([svgText(drawing)], { type: 'image/svg+xml' }))

/** Saves a drawing as a PNG file of twice its size. */
export async function savePng(drawing: SVGSVGElement, name: string): Promise<void> {
  const image = new Image()
  image.src = svgAddress(drawing)
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = image.width * SHARPNESS
  canvas.height = image.height * SHARPNESS
  const context = canvas.getContext('2d')
  if (!context) return
  context.fillStyle = getComputedStyle(document.documentElement).backgroundColor
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(image, 0, 0, canvas.width, canvas.height)
  canvas.toBlob((picture) => picture && saveFile(`${name}.png`, picture), 'image/png')
}
