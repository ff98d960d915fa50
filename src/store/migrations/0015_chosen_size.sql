-- What was chosen beside what was asked: a counter-offer gives another size, and changes more than that.

alter table choices
  add column supplies_kva double precision,
  add column change text check (change in ('smaller', 'voltage', 'transfer', 'shared-transformer', 'off-peak'));
comment on column choices.supplies_kva is 'what the chosen plan supplies; what was asked stands in the application';
comment on column choices.change is 'what a counter-offer that was chosen changes; empty = a plan for what was asked';

-- Who owns these tables sees no row of them before it says who asks.
select set_config('jiedian.regions', '*', true), set_config('jiedian.role', 'system', true);
update choices c set supplies_kva = (
  select (plan ->> 'suppliesKva')::double precision
  from offers o, jsonb_array_elements(o.answer::jsonb -> 'plans') plan
  where o.region_id = c.region_id and o.id = c.offer_id and plan ->> 'id' = c.plan_id
);
select set_config('jiedian.regions', '', true), set_config('jiedian.role', '', true);
alter table choices alter column supplies_kva set not null;
