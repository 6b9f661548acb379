import type { SourceTree } from './source-tree'

/** An exported function whose first parameter is a text or a list of texts. */
export type TextFunctionName = { file: string; name: string }

const TEXT = '(?:readonly )?string(?:\\[\\])?(?: \\| (?:null|undefined|(?:readonly )?string(?:\\[\\])?))*'
const EXPORTED = new RegExp(
  `^export (?:(?:async )?function\\*? (\\w+)|const (\\w+)(?:: [^=\\n]*)? =\\s*(?:async )?)(?:<[^()]*>)?\\(\\s*(?:\\w+|\\{[^}]*\\}): ${TEXT}\\s*(?:= [^,)]*)?[,)]`,
  'gm',
)

/** Returns every exported function of the five floors whose first parameter is a text or a list of texts. */
export const textFunctionsIn = (tree: SourceTree): TextFunctionName[] =>
  [...tree].flatMap(([file, text]) =>
    [...text.matchAll(EXPORTED)].map(([, declared, assigned]) => ({ file, name: declared ?? assigned ?? '' })),
  )
