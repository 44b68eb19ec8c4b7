--liquibase formatted sql

--changeset sotto:resellers-time-zone
-- Until now all periods were counted in UTC.
alter table resellers add column time_zone varchar(50) not null default 'UTC';
grant update (time_zone) on resellers to ${service}_app;
grant select (time_zone) on resellers to ${service}_system;
