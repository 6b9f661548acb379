/** One reason for or against two records being the same game, as text, with its weight in bits (log2 of a likelihood ratio). */
export type Evidence = { field: string; says: string; weight: number }
