--liquibase formatted sql

--changeset sotto:resellers-collected-by
-- Until now resellers collected everything outside Sotto.
alter table resellers add column collected_by varchar(50) not null default 'Reseller'
    check (collected_by in ('Platform', 'Reseller'));
grant update (collected_by) on resellers to ${service}_app;
grant select (collected_by) on resellers to ${service}_system;
