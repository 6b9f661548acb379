/** What a run of the tests came to, and which of them were not run. */
export type TestReport = { passed: number; failed: number; skipped: string[] }

const SUMMARY = /<testsuites [^>]*\btests="(\d+)"[^>]*\bfailures="(\d+)"[^>]*\bskipped="(\d+)"/
const SKIPPED_CASE = /<testcase name="([^"]*)"[^>]*\bfile="([^"]*)"[^>]*>\s*<skipped\b/g
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Reads the JUnit report `bun test` writes; `undefined` where it is none, as when the run broke off. */
export function readJunit(xml: string): TestReport | undefined {
  const summary = SUMMARY.exec(xml)
  if (!summary) return undefined
  const [tests = 0, failed = 0, skipped = 0] = summary.slice(1).map(Number)
  return { passed: tests - failed - skipped, failed, skipped: skippedCases(xml) }
}

const skippedCases = (xml: string): string[] =>
  [...xml.matchAll(SKIPPED_CASE)].map(([, name = '', file = '']) => `${unescaped(file)}: ${unescaped(name)}`)

const unescaped = (text: string): string =>
  text.replace(/&(#?\w+);/g, (entity, name: string) =>
    name.startsWith('#') ? String.fromCodePoint(Number(`0${name.slice(1)}`)) : (ENTITIES[name] ?? entity),
  )
