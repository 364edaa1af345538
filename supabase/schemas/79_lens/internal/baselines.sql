-- What is usual, by the one robust rule (docs/alert-rules.md).

create function app.lens_baseline(p_figures numeric[])
returns app.lens_baseline
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_verdict app.baseline_verdict;
begin
  if coalesce(cardinality(p_figures), 0) = 0 then
    return null;
  end if;
  v_verdict := app.judge_against_baseline(0, p_figures, 3, 100, 0, 0, 5, 'up', false);
  return row(v_verdict.median, v_verdict.mad, v_verdict.n, trim_scale(v_verdict.median + v_verdict.threshold))
    ::app.lens_baseline;
end;
$$;
comment on function app.lens_baseline(numeric[]) is
  'Median, MAD and the highest usual figure: three robust standard deviations above the median (3 x 1.4826 x MAD; with '
  'a MAD of 0 from the mean distance), and of fewer than five figures, or without any spread, twice the median. Null '
  'for none.';

create function app.lens_baseline_beside(p_figures numeric[], p_own numeric, p_of_all app.lens_baseline)
returns app.lens_baseline
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_at integer;
begin
  if (p_of_all).n >= 100 then
    return p_of_all;
  end if;
  v_at := array_position(p_figures, p_own);
  return app.lens_baseline(p_figures[:v_at - 1] || p_figures[v_at + 1:]);
end;
$$;
comment on function app.lens_baseline_beside(numeric[], numeric, app.lens_baseline) is
  'What is usual of the others, for a figure among theirs. Of a hundred, one more moves no median to speak of: that of '
  'all is as good, and their figures need not be handed over.';

create function app.lens_stands_out(p_figure numeric, p_least numeric, p_baseline app.lens_baseline)
returns boolean
language plpgsql
immutable
set search_path = ''
as $$
begin
  return p_figure >= p_least and p_figure > coalesce((p_baseline).allowed, 0);
end;
$$;
comment on function app.lens_stands_out(numeric, numeric, app.lens_baseline) is
  'Whether a figure reaches what is worth a look at all, and is more than is usual, where anything is known of that.';

create function app.lens_line(p_least numeric, p_baseline app.lens_baseline)
returns numeric
language plpgsql
immutable
set search_path = ''
as $$
begin
  return greatest(p_least, (p_baseline).allowed);
end;
$$;
comment on function app.lens_line(numeric, app.lens_baseline) is
  'From where on a figure stands out: what a finding is measured by, so that the most unusual can come first.';
