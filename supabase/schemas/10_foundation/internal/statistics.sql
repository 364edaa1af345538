-- Exact: numeric in, numeric out. A float would make the same figures fire on one machine and not on another.

create function app.median(p_values numeric[])
returns numeric
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_sorted numeric[] := array(select value from unnest(p_values) value where value is not null order by value);
  v_count integer := cardinality(v_sorted);
begin
  -- The middle one, or halfway between the middle two. Times 0.5 and not divided by 2: a product of numerics is exact.
  return trim_scale((v_sorted[(v_count + 1) / 2] + v_sorted[v_count / 2 + 1]) * 0.5);
end;
$$;
comment on function app.median(numeric[]) is
  'The median; of an even count, halfway between the middle two. Null for an empty array.';

create function app.median_absolute_deviation(p_values numeric[])
returns numeric
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_median numeric := app.median(p_values);
begin
  return app.median(array(select abs(value - v_median) from unnest(p_values) value));
end;
$$;
comment on function app.median_absolute_deviation(numeric[]) is
  'MAD: the median of the distances from the median, unscaled. One wild value hardly moves it. Null for an empty '
  'array.';

create function app.total_absolute_deviation(p_values numeric[])
returns numeric
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_median numeric := app.median(p_values);
begin
  return (select trim_scale(sum(abs(value - v_median))) from unnest(p_values) value);
end;
$$;
comment on function app.total_absolute_deviation(numeric[]) is
  'The sum of the distances from the median: more than zero as soon as one value differs, which the MAD is not. '
  'Exact, so that whoever wants their mean divides last, and rounds once. Null for an empty array.';
