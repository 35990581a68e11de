set standard_conforming_strings = on;
set intervalstyle = 'iso_8601';
set extra_float_digits = 0;
create table t (a int, d date default '2020-12-31', i interval default '1 day 02:00', f float8 default 0.1234567890123456789, ts timestamptz default '2020-02-01 10:00:00+02', b bytea default '\x00ff', check (d < '2030-02-01'));
