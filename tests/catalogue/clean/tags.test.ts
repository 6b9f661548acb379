import { describe, expect, test } from 'bun:test'
import { cleanTags, tagKey } from '#catalogue/clean/tags'

describe('the tags of a game', () => {
  test.each([
    ['are slugs', ['Open World', 'Point & Click', "Shoot 'Em Up"], ['open-world', 'point-and-click', 'shoot-em-up']],
    ['stand once each, in the order they came', ['VR', 'Indie', 'vr', ' VR '], ['vr', 'indie']],
    ['may be in letters of any script', ['2D-платформер'], ['2d-platformer']],
    ['are no marks, no missing words and no sentences', ['!!!', 'N/A', '', 'x'.repeat(41)], []],
  ])('%s', (_, words, tags) => expect(cleanTags(words)).toEqual(tags))

  test('are fifty at most', () => {
    expect(cleanTags(Array.from({ length: 80 }, (_, at) => `tag ${at}`))).toHaveLength(50)
  })

  test('are the same however their words are joined', () => {
    expect(tagKey('single-player')).toBe(tagKey('singleplayer'))
  })
})
