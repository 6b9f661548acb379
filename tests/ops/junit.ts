/** Counts of a test run, and the skipped tests. */
export type TestReport = { passed: number; failed: number; skipped: string[] }

const SUMMARY = /<testsuites [^>]*\btests="(\d+)"[^>]*\bfailures="(\d+)"[^>]*\bskipped="(\d+)"/
const SKIPPED_CASE = /<testcase name="([^"]*)"[^>]*\bfile="([^"]*)"[^>]*>\s*<skipped\b/g
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Parses the JUnit report of `bun test`. Returns `undefined` if it is incomplete, as after an aborted run. */
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
