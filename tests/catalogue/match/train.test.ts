import { expect, test } from 'bun:test'
import { trainWeights } from '#catalogue/match/train'
import { trainingSetOf } from '#catalogue/match/training-set'
import { aRecord } from './records'

const LETTERS = 'abcdefghijklmnopqrst'

/** Returns a title of letters that is unique for each number. */
const titleOf = (at: number) =>
  Array.from(String(at).padStart(4, '0'), (digit) => (LETTERS[Number(digit)] ?? 'z').repeat(3)).join('')

/** Two datasets of the same games; one game in ten has another year in the second. */
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

test('agreement that is rare between two games has a high weight, and disagreement a negative one', () => {
  const { model, share } = trainWeights(trainingSetOf(records))
  expect(share).toBeGreaterThan(0.95)
  expect(model.weights.titleEqual).toBeGreaterThan(model.linkThreshold)
  expect(model.weights.yearEqual).toBeGreaterThan(2)
  expect(model.weights.companyEqual).toBeGreaterThan(3)
  expect(model.weights.yearFar).toBeLessThan(1)
  expect(model.weights.yearApart).toBeLessThan(-5)
  expect(model.reviewThreshold).toBeLessThan(model.linkThreshold)
  expect(`${model.linkThreshold} ${model.reviewThreshold}`).toMatch(/^\d+(\.\d)? \d+(\.\d)?$/)
})

test('the same records give the same model', () =>
  expect(trainWeights(trainingSetOf(records))).toEqual(trainWeights(trainingSetOf(records))))
