import { expect, test } from 'bun:test'
import * as fc from 'fast-check'
import { createRuleBook } from '#catalogue/decision/rule-book'
import { type ActiveRule, contradictionOf } from '#catalogue/decision/rules'
import type { RecordRef } from '#catalogue/record-ref'

const ref = (key: string): RecordRef => ({ source: 's', dataset: 'd', key })
const aKey = fc.constantFrom(...'abcdef')
const aPair = fc.tuple(aKey, aKey).filter(([one, other]) => one !== other)
const KEYS = [...'abcdef']
const EACH_PAIR = KEYS.flatMap((one) => KEYS.filter((other) => other !== one).map((other) => [one, other] as const))
const aCannotLink = aPair.map(([one, other]) => [{ kind: 'cannot_link' as const, one: ref(one), other: ref(other) }])
const aMerge = fc
  .uniqueArray(aKey, { minLength: 2, maxLength: 4 })
  .map(([first = '', ...others]) =>
    others.map((other) => ({ kind: 'must_link' as const, one: ref(first), other: ref(other) })),
  )

test('a book refuses exactly the rules that contradict those before them, with a decision that is against them', () => {
  void fc.assert(
    fc.property(fc.array(fc.oneof(aCannotLink, aMerge), { maxLength: 12 }), (verdicts) => {
      const book = createRuleBook([])
      const active: ActiveRule[] = []
      verdicts.forEach((rules, at) => {
        const against = book.add(rules, `decision ${at}`)
        expect(against !== undefined).toBe(contradictionOf(rules, active) !== undefined)
        if (against === undefined) active.push(...rules.map((rule) => ({ ...rule, decision: `decision ${at}` })))
        else expect(active.map(({ decision }) => decision)).toContain(against)
      })
      for (const [one, other] of EACH_PAIR) {
        const pair = { one: ref(one), other: ref(other) }
        const isSame = contradictionOf([{ kind: 'cannot_link', ...pair }], active) !== undefined
        const isApart = contradictionOf([{ kind: 'must_link', ...pair }], active) !== undefined
        expect(book.rulingOn(pair.one, pair.other)?.areSame).toBe(isSame || (isApart ? false : undefined))
      }
    }),
  )
})
