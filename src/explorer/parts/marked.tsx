const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#x27': "'" }
const unescaped = (text: string) =>
  text.replace(/&(amp|lt|gt|quot|#39|#x27);/g, (_, name: string) => ENTITIES[name] ?? '')

/** A title with the words that were found marked. The service escapes it for HTML; here it stays text. */
export function Marked({ text }: { text: string }) {
  return (
    <>
      {text
        .split(/<em>(.*?)<\/em>/)
        .map((part, at) => (at % 2 ? <mark key={`${at}${part}`}>{unescaped(part)}</mark> : unescaped(part)))}
    </>
  )
}
