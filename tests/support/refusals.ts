/** Explanations of the reasons for which records of the real files are refused, by code. */
export const REFUSALS: Record<string, string> = {
  destroyed_text: 'Letters of the title are lost in the file: it could not be matched with any other source.',
  erotic: 'The game has the theme Erotic, which this catalogue leaves out.',
  invalid_date: 'The cells of the row are shifted: a part of the title is in place of the date.',
  missing_key: 'The row ends after its title: nothing distinguishes it from another row.',
  missing_title: 'The row has no title.',
  repeated_header: 'The line is the header again: pages of a list were joined.',
  shifted_columns: 'A semicolon in the title has shifted the cells: no value is in its column.',
  wrong_platform: 'The list itself says that the platform of the row is wrong.',
}
