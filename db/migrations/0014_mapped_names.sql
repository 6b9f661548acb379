-- A person may say what a source's word for a region or a board means too.
alter table vocabulary_word drop constraint vocabulary_word_kind_check;
alter table vocabulary_word add check (kind in ('platform', 'genre', 'region', 'board'));
