import { expect, test } from 'bun:test'
import { readJunit } from './junit'

const REPORT = `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="bun test" tests="5" assertions="1" failures="1" skipped="2" time="0.005">
  <testsuite name="a.test.ts" file="a.test.ts" tests="5" assertions="1" failures="1" skipped="2" time="0.001" hostname="vm">
    <testcase name="passes" classname="" time="0" file="a.test.ts" line="2" assertions="0" />
    <testcase name="it&apos;s &lt;skipped&gt; &#233;" classname="x" time="0" file="a.test.ts" line="3" assertions="0">
      <skipped />
    </testcase>
    <testcase name="later" classname="x" time="0" file="a.test.ts" line="4" assertions="0">
      <skipped message="TODO" />
    </testcase>
    <testcase name="fails" classname="x" time="0" file="a.test.ts" line="5" assertions="1">
      <failure type="AssertionError" message="expected &quot;&lt;skipped /&gt;&quot;">no</failure>
    </testcase>
  </testsuite>
</testsuites>`

test('a report tells what passed, what failed and which tests were skipped', () => {
  expect(readJunit(REPORT)).toEqual({
    passed: 2,
    failed: 1,
    skipped: ["a.test.ts: it's <skipped> é", 'a.test.ts: later'],
  })
})

test('a report that breaks off before its totals is none', () => {
  expect(readJunit('<?xml version="1.0"?>')).toBeUndefined()
  expect(readJunit('')).toBeUndefined()
})
