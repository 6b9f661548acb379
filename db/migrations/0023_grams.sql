-- Characters of names in scripts without spaces ------------------------------------------------------------------------

-- Pairs of neighbouring characters, made in TypeScript as those of a query are (catalogue/search/name-parts.ts). Null: not made
-- yet. A relay or a load makes those of the games that are there (db/search/postgres/refresh.ts); all others have none.
alter table game_search add column grams text default '';
update game_search set grams = null from game
where game.id = game_search.game_id
  and (game.title || ' ' || array_to_string(game.alternative_names, ' ')) ~ '[\u0E00-\u1CFF\u2E80-\uFFFD\U0001B000-\U0003FFFF]';
create index game_search_grams on game_search using gin (array_to_tsvector(string_to_array(grams, ' '))) where grams <> '';
create index game_search_grams_due on game_search (game_id) where grams is null;
