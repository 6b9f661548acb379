-- Two keys of 600 characters are longer than an entry of an index may be; their digest never is.
alter table match_rule drop constraint match_rule_pkey;
create unique index match_rule_once on match_rule (
  decision_id,
  md5(source || E'\n' || dataset || E'\n' || source_key || E'\n' || other_source || E'\n' || other_dataset || E'\n' || other_key)
);
