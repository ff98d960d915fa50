-- Pages of a published month come in the order of an index; what stands in a box is found by the one over places.

create index on publication_elements (region_id, month, (kind = 'feeder') desc, element_id collate "C");
drop index publication_elements_region_id_month_idx;
