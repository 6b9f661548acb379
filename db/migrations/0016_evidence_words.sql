-- Evidence stored before is reworded as matching writes it now. Other evidence and its order stay as they are.
create temporary table evidence_word (old text primary key, new text not null) on commit drop;
insert into evidence_word values
  ('title equal after numerals, articles and tags', 'title equal after normalising numerals, articles and tags'),
  ('title equal but for a slip of a letter', 'title equal but for one typo'),
  ('year one apart', 'years differ by one'),
  ('year two to four apart', 'years differ by two to four'),
  ('year five or more apart', 'years differ by five or more'),
  ('a person said that they are one work', 'a person decided that they are one game');

create function pg_temp.reworded(evidence jsonb) returns jsonb language sql stable as $$
  select jsonb_agg(case when word.new is null then reason else reason || jsonb_build_object('says', word.new) end order by position)
  from jsonb_array_elements(evidence) with ordinality as reasons (reason, position)
  left join evidence_word word on word.old = reason ->> 'says'
$$;
update match_link set evidence = pg_temp.reworded(evidence)
where exists (select from jsonb_array_elements(evidence) reason join evidence_word word on word.old = reason ->> 'says');
update match_review set evidence = pg_temp.reworded(evidence)
where exists (select from jsonb_array_elements(evidence) reason join evidence_word word on word.old = reason ->> 'says');
drop function pg_temp.reworded;

-- Trained models have the names of today for their thresholds and for the level of a title with one typo.
update match_weights set scale = (scale - '{link,review}'::text[])
  || jsonb_build_object('linkThreshold', scale -> 'link', 'reviewThreshold', scale -> 'review')
where scale ? 'link';
update match_weights set scale =
  jsonb_set(scale #- '{weights,titleSlip}', '{weights,titleTypo}', scale #> '{weights,titleSlip}')
where scale -> 'weights' ? 'titleSlip';
