const listed = document.querySelector<HTMLMetaElement>('meta[name=vestim-styles]')?.content ?? ''
const paths = new Map(listed.split(' ').map((pair) => pair.split('=') as [string, string])) // safe: the service writes pairs

/** Loads the styles of a page. They stay. */
export function loadStyle(name: string): Promise<void> {
  const link = document.createElement('link')
  link.rel = 'stylesheet'
  link.href = paths.get(name) ?? ''
  return new Promise((resolve, reject) => {
    link.onload = () => resolve()
    link.onerror = reject
    document.head.append(link)
  })
}
