create function app.promo_program_json(p_program public.promo_program)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  return jsonb_build_object('id', p_program.id, 'name', p_program.name, 'promo_type', p_program.promo_type,
    'face_value_cents', p_program.face_value_cents, 'required_match_wager_cents', p_program.required_match_wager_cents,
    'status', p_program.status, 'start_at', p_program.start_at, 'end_at', p_program.end_at, 'valid_hours',
      p_program.valid_hours,
    'version', p_program.version, 'created_at', p_program.created_at, 'updated_at', p_program.updated_at);
end;
$$;
comment on function app.promo_program_json(public.promo_program) is 'A program as every RPC answers it.';

create function app.require_valid_program(p_program public.promo_program)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_program.name is null or length(p_program.name) not between 1 and 100 then
    perform app.invalid('name', 'characters', jsonb_build_object('lowest', 1, 'highest', 100));
  end if;
  if (p_program.face_value_cents between 1 and 100000000) is not true then
    perform app.invalid('faceValueCents', 'faceValue');
  end if;
  perform app.require_sound_wager('requiredMatchWagerCents', p_program.promo_type::text,
    to_jsonb(p_program.required_match_wager_cents));
  if (p_program.valid_hours between 1 and 8784) is not true then
    perform app.invalid('validHours', 'validHours');
  end if;
  -- Not infinity either, which no client could read.
  if (p_program.start_at between '2000-01-01Z' and '2999-12-31Z') is not true then
    perform app.invalid('startAt', 'aTime');
  end if;
  if p_program.end_at not between '2000-01-01Z' and '2999-12-31Z' then
    perform app.invalid('endAt', 'aTime');
  end if;
  if p_program.end_at <= p_program.start_at then
    perform app.invalid('endAt', 'endAfterStart');
  end if;
end;
$$;
comment on function app.require_valid_program(public.promo_program) is
  'What a program must be, whether new or edited: VALIDATION_FAILED by field.';

create function app.require_exact_match(p_program public.promo_program, p_settings public.casino_settings)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if p_settings.promo_require_exact_match and p_program.required_match_wager_cents <> p_program.face_value_cents
    and app.takes_wager(p_program.promo_type::text)
  then
    perform app.fail(409, 'MATCH_NOT_EXACT', jsonb_build_object('faceValueCents', p_program.face_value_cents,
      'requiredMatchWagerCents', p_program.required_match_wager_cents));
  end if;
end;
$$;
comment on function app.require_exact_match(public.promo_program, public.casino_settings) is
  'MATCH_NOT_EXACT when the casino wants the match wager equal to the face value and a match play''s is not. Asked of '
  'programs, and again of each coupon: the setting may have come later.';
