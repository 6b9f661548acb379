import { describe, expect, test } from 'bun:test'
import { ratingOf } from '#catalogue/vocabulary/boards'
import { regionOf } from '#catalogue/vocabulary/regions'

describe('a rating in our words', () => {
  test.each([
    ['ESRB', 'Mature', 'esrb', 'M'],
    ['esrb', 'mature17+', 'esrb', 'M'],
    ['esrb', 'everyone-10-plus', 'esrb', 'E10+'],
    ['esrb', 'E10+', 'esrb', 'E10+'],
    ['esrb', 'K-A', 'esrb', 'K-A'],
    ['esrb', 't', 'esrb', 'T'],
    ['PEGI', 'Eighteen', 'pegi', '18'],
    ['pegi', 'PEGI 12', 'pegi', '12'],
    ['USK', 'USK_16', 'usk', '16'],
    ['USK', 'USK ab 12', 'usk', '12'],
    ['PEGI', '12+', 'pegi', '12'],
    ['ESRB', 'Everyone 10 and older', 'esrb', 'E10+'],
    ['kgrb', 'ALL', 'grac', 'ALL'],
    ['dejus', '14', 'class-ind', '14'],
    ['class-ind', 'L', 'class-ind', 'L'],
    ['oflc', 'MA15+', 'acb', 'MA15+'],
    ['Entertainment Software Rating Board', 'Teen', 'esrb', 'T'],
    ['Somewhere', 'b', 'somewhere', 'B'],
  ])('%s %s', (board, rating, ours, as) => expect(ratingOf({ board, rating })).toEqual({ board: ours, rating: as }))

  test.each(['RP', 'Rating Pending', 'Rating Pending - Likely Mature 17+', 'RP17+', '', 'esrb'])(
    '%j says that there is none yet',
    (rating) => expect(ratingOf({ board: 'esrb', rating })).toBeUndefined(),
  )
})

describe('a region in our words', () => {
  test.each([
    ['us', 'na'],
    ['North_America', 'na'],
    ['North America', 'na'],
    ['Europe', 'eu'],
    ['jp', 'jp'],
    ['us+jp', 'jp+na'],
    ['EUR', 'eu'],
    ['JAP', 'jp'],
    ['Océanie', 'au'],
    ['Corée du Sud', 'kr'],
    ['Monde', ''],
    ['Worldwide', ''],
    ['', ''],
    ['Atlantis', 'atlantis'],
  ])('%j', (theirs, ours) => expect(regionOf(theirs)).toBe(ours))
})
