-- A company of a game may have no role: some lists have one column for developers and publishers.
alter table game_company drop constraint game_company_pkey;
alter table game_company alter column role drop not null;
alter table game_company add constraint game_company_key unique nulls not distinct (game_id, company_id, role);
