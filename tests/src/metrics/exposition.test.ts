import { expect, test } from 'bun:test'
import { writeExposition } from '#src/metrics/exposition'
import { gauge } from '#src/metrics/gauge'
import { createCounter, createHistogram } from '#src/metrics/labelled'
import { readExposition } from '#tests/support/exposition'

test('labels and help are escaped, and read as they were', () => {
  const hostile = 'a"b\\c\nd} 1\n# TYPE x counter'
  const text = writeExposition([gauge('figure', `help\\ of\ntwo lines`, [{ labels: { source: hostile }, value: 0.5 }])])
  const metrics = readExposition(text)
  expect([...metrics.keys()]).toEqual(['figure'])
  expect(metrics.get('figure')?.samples).toEqual([{ name: 'figure', labels: { source: hostile }, value: 0.5 }])
  expect(text.split('\n')).toHaveLength(4)
})

test('a metric without samples is left out, and so is a value that is not known', () => {
  expect(writeExposition([gauge('a', 'A.', null), gauge('b', 'B.', []), gauge('c', 'C.', 0)])).toBe(
    '# HELP c C.\n# TYPE c gauge\nc 0\n',
  )
})

test('a counter counts each combination of labels', () => {
  const counter = createCounter(['route', 'status'])
  for (const status of ['200', '404', '200']) counter.add('/a', status)
  expect(counter.samples()).toEqual([
    { labels: { route: '/a', status: '200' }, value: 2 },
    { labels: { route: '/a', status: '404' }, value: 1 },
  ])
})

test('a histogram counts a value in every bucket that holds it, the bound included', () => {
  const histogram = createHistogram([0.1, 1], ['store'])
  for (const value of [0.05, 0.1, 0.5, 7]) histogram.observe(value, 'postgres')
  const text = writeExposition([{ name: 'seconds', help: 'S.', type: 'histogram', samples: histogram.samples() }])
  const values = readExposition(text)
    .get('seconds')
    ?.samples.map(({ labels: { le = '' }, value }) => [le, value])
  expect(values).toEqual([
    ['0.1', 2],
    ['1', 3],
    ['+Inf', 4],
    ['', 7.65],
    ['', 4],
  ])
})

test.each([
  'a 1\n',
  '# HELP a A.\n# TYPE a gauge\na 1',
  '# HELP a A.\n# TYPE a gauge\nb 1\n',
  '# HELP a A.\n# TYPE a gauge\na 1\na 2\n',
  '# HELP a A.\n# TYPE a gauge\na{x="1"y="2"} 1\n',
  '# HELP a A.\n# TYPE a gauge\na one\n',
  '# HELP a A.\n# TYPE a counter\na 1\n',
  '# HELP a A.\n# TYPE a histogram\na_bucket{le="1"} 2\na_bucket{le="+Inf"} 1\na_sum 1\na_count 1\n',
])('the reader of these tests refuses %j', (text) => {
  expect(() => readExposition(text)).toThrow()
})
