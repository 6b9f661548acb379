/** Kinds of games. */
export const GAME_KINDS = ['game', 'dlc', 'expansion', 'bundle', 'demo', 'remake', 'mod', 'soundtrack', 'tool'] as const
