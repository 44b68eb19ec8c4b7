--liquibase formatted sql

--changeset sotto:parrots
create table parrots (name text primary key);
grant select, insert on parrots to job_app;
