create table public.left_over (id int);
