import { expect, test } from 'bun:test'
import { trainWeights } from '#catalogue/match/train'
import { trainingSetOf } from '#catalogue/match/training-set'
import { aRecord } from './records'

const LETTERS = 'abcdefghijklmnopqrst'

/** A title of letters that no other number has. */
const titleOf = (at: number) =>
  Array.from(String(at).padStart(4, '0'), (digit) => (LETTERS[Number(digit)] ?? 'z').repeat(3)).join('')

/** Two lists of the same works; one in ten is another year in the second, and each list names two works alike. */
const records = Array.from({ length: 400 }, (_, at) => {
  const year = 1990 + (at % 30)
  return [
    aRecord(`a/1/${at}`, titleOf(at), { platform: 'pc', year, publishers: [`House ${at % 40}`] }),
    aRecord(`b/1/${at}`, titleOf(at), {
      platform: 'pc',
      year: at % 10 === 0 ? year + 2 : year,
      publishers: [`House ${at % 40}`],
    }),
  ]
}).flat()

test('what works share and strangers seldom do weighs much, and what works differ in weighs against', () => {
  const { scale, share } = trainWeights(trainingSetOf(records))
  expect(share).toBeGreaterThan(0.95)
  expect(scale.weights.titleEqual).toBeGreaterThan(scale.link)
  expect(scale.weights.yearEqual).toBeGreaterThan(2)
  expect(scale.weights.companyEqual).toBeGreaterThan(3)
  expect(scale.weights.yearFar).toBeLessThan(1)
  expect(scale.weights.yearApart).toBeLessThan(-5)
  expect(scale.review).toBeLessThan(scale.link)
  expect(`${scale.link} ${scale.review}`).toMatch(/^\d+(\.\d)? \d+(\.\d)?$/)
})

test('the same records teach the same', () =>
  expect(trainWeights(trainingSetOf(records))).toEqual(trainWeights(trainingSetOf(records))))
