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
  const { model, share } = trainWeights(trainingSetOf(records))
  expect(share).toBeGreaterThan(0.95)
  expect(model.weights.titleEqual).toBeGreaterThan(model.link)
  expect(model.weights.yearEqual).toBeGreaterThan(2)
  expect(model.weights.companyEqual).toBeGreaterThan(3)
  expect(model.weights.yearFar).toBeLessThan(1)
  expect(model.weights.yearApart).toBeLessThan(-5)
  expect(model.review).toBeLessThan(model.link)
  expect(`${model.link} ${model.review}`).toMatch(/^\d+(\.\d)? \d+(\.\d)?$/)
})

test('the same records teach the same', () =>
  expect(trainWeights(trainingSetOf(records))).toEqual(trainWeights(trainingSetOf(records))))
