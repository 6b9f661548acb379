-- Several items of a collection may be about one game: an exported collection whose items followed merged games, or name one game
-- in two shops or on two platforms, is imported as it was.
drop index collection_item_of_game;
create index collection_item_of_game on collection_item (collection_id, game_id) where game_id is not null;

-- A merged game keeps of its provenance what undoing the merge looks for. The rest names authors, whose accounts may be erased.
update game set provenance = jsonb_build_object('title', (provenance -> 'title') - 'lock') where merged_into is not null;
