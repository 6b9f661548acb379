-- A title such as `Doom (2016)` is now also found with its year: as another name. Names that games get from now on are written so.
update game_search s set
  alternative_compacts = s.alternative_compacts || array[s.compact || y.year, replace(s.fold, ' ', '') || y.year],
  alternative_words = array(
    select distinct word from unnest(s.alternative_words || string_to_array(s.norm, ' ') || y.year) word
  )
from game g cross join lateral (select substring(g.title from '[([]((19|20)[0-9]{2})[)\]]\s*$') as year) y
where g.id = s.game_id and y.year is not null and s.fold <> y.year;
