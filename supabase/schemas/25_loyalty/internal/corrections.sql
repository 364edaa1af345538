create function app.require_correction_note(p_note text)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if p_note is null then
    perform app.fail(422, 'NOTE_REQUIRED');
  end if;
  if length(p_note) > 500 then
    perform app.invalid('note', 'noteTooLong');
  end if;
end;
$$;
comment on function app.require_correction_note(text) is
  'Who changes the books says why: NOTE_REQUIRED, VALIDATION_FAILED above 500 characters.';
