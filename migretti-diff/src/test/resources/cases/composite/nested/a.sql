create type inner_type as (x int);
create type outer_type as (i inner_type, many inner_type[]);
create table holder (o outer_type);
