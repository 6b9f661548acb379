/** Why it is right to refuse a record for a reason that the real files give, by its code. */
export const REFUSALS: Record<string, string> = {
  destroyed_text: 'Letters of the title were lost before the file came here: no other source could be matched by it.',
  erotic: 'The game is filed under Erotic, which this catalogue leaves out.',
  invalid_date: 'The cells of the row have moved, so that a piece of the title stands where the date should.',
  missing_key: 'The row ends after its title: nothing tells it from another one.',
  missing_title: 'The row names no game.',
  repeated_header: 'The line is the header once more: pages of a list were joined.',
  shifted_columns: 'The cells have moved by a semicolon within the title: no figure stands under its name.',
  wrong_platform: 'The list itself says that the platform of the row is wrong.',
}
