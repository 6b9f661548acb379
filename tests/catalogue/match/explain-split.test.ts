import { expect, test } from 'bun:test'
import { createSplitExplainer } from '#catalogue/match/explain-split'
import { aRecord } from './records'

test('each veto between two games of one title is explained with the records it applies to', () => {
  const [first, second] = [
    aRecord('list/1/a', 'Prey', { platform: 'pc', year: 2006 }),
    aRecord('list/1/b', 'Prey', { platform: 'pc', year: 2017 }),
  ]
  const port = aRecord('critics/1/c', 'Prey', { platform: 'ps4', year: 2017 })
  const explainSplit = createSplitExplainer([first, second, port])
  expect(explainSplit([first], [second, port])).toEqual([
    'one list has a separate entry for each (list a and list b)',
    'several games have this title, distinguished by year (list a and critics c)',
  ])
  expect(explainSplit([second], [port])).toEqual([])
})

test('a decision that separates two records is named as the reason', () => {
  const [one, other] = [aRecord('list/1/a', 'Portal 2'), aRecord('critics/1/b', 'Portal 2')]
  const rules = { mustLink: [], cannotLink: [[other.ref, one.ref] as const] }
  expect(createSplitExplainer([one, other], rules)([one], [other])).toEqual([
    'a person decided that they are two games (list a and critics b)',
  ])
})
