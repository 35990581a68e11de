create type inner_type as (x int, y int);
create type outer_type as (i inner_type, many inner_type[], n numeric(8,2));
comment on column outer_type.n is 'with cents';
create table holder (o outer_type);
