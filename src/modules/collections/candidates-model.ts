import { t } from 'elysia'
import { BANDS } from '#db/match/judge'
import { Bits, MatchEvidence } from '#src/wire/evidence'
import { WordOf } from '#src/wire/fields'
import { GameSummary } from '#src/wire/game-summary'

/** A game that an item may be, and why. */
export const JudgedGameShape = t.Object(
  {
    game: GameSummary,
    band: WordOf(BANDS, 'Band of this game by its own evidence: `match` or `review`'),
    bits: Bits,
    evidence: t.Array(MatchEvidence, { description: 'Evidence for and against this game' }),
  },
  { title: 'ItemCandidate', description: 'A game that an item may be' },
)
