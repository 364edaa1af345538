'use client';

import { type FormEvent, useState } from 'react';
import { EditorSheet } from '@/components/forms/editor-sheet';
import { FailureNotice } from '@/components/forms/failure-notice';
import { useUnsavedGuard } from '@/components/forms/use-unsaved-guard';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { SheetBody, SheetFoot, SheetHead } from '@/components/ui/sheet';
import { toastSuccess } from '@/components/ui/toast';
import { useDayRulePreview, useDayRules, useSetDayRule } from '@/hooks/house/use-day-rules';
import { formatDate } from '@/lib/shared/format';
import type { DayRules, SetDayRuleInput } from '@/services/house/dtos';
import { t } from '@/words/say';
import { DayChangeText } from './day-change-text';
import { readDayRule, ruleInForce, ruleToCome } from './day-model';

/** Sets when gaming days begin and by which clock, from a gaming day on, beginning with what holds today. */
export function DayDrawer({ onClose }: { onClose: () => void }) {
  const rules = useDayRules().data;
  return rules ? <DayForm rules={rules} onClose={onClose} /> : null;
}

function DayForm({ rules, onClose }: { rules: DayRules; onClose: () => void }) {
  const set = useSetDayRule();
  const [changes, setChanges] = useState<Partial<SetDayRuleInput> | null>(null);
  useUnsavedGuard(changes !== null);
  const toCome = ruleToCome(rules);
  const start = toCome ?? ruleInForce(rules);
  const typed = {
    fromGamingDay: toCome?.fromGamingDay ?? rules.firstSettableGamingDay,
    timeZone: start?.timeZone ?? '',
    gamingDayStart: start?.gamingDayStart ?? '',
    ...changes,
  };
  const rule = changes === null ? null : readDayRule(typed);
  const preview = useDayRulePreview(rule);
  const send = (input: SetDayRuleInput, title: string, sentence: string) =>
    set.mutate(input, {
      onSuccess: () => {
        toastSuccess(title, sentence);
        onClose();
      },
    });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (rule === null || preview.error || set.isPending) return;
    send(rule, t('house.daySet'), t('house.daySetMeaning', { day: formatDate(rule.fromGamingDay) }));
  };
  return (
    <EditorSheet isDirty={changes !== null} onClose={onClose}>
      <SheetHead title={t('house.newDay')} subtitle={t('house.newDayMeaning')} />
      <form noValidate className="flex min-h-0 flex-1 flex-col" onSubmit={submit}>
        <SheetBody>
          <DayFields
            typed={typed}
            firstDay={rules.firstSettableGamingDay}
            isDayFixed={toCome !== undefined}
            onType={(part) => setChanges({ ...changes, ...part })}
          />
          <div aria-live="polite">
            {rule !== null && preview.data && !preview.error ? <DayChangeText change={preview.data} /> : null}
          </div>
          {rule !== null ? <FailureNotice error={preview.error} /> : null}
        </SheetBody>
        <SheetFoot>
          <FailureNotice error={set.error} />
          {toCome ? (
            <TakeBack
              rules={rules}
              isBusy={set.isPending}
              onTake={(input) => send(input, t('house.dayTakenBack'), t('house.dayTakenBackMeaning'))}
            />
          ) : null}
          <Button
            type="submit"
            variant="primary"
            size="big"
            disabled={rule === null || preview.error !== null}
            isBusy={set.isPending}
          >
            {t(changes === null ? 'house.nothingChanged' : 'house.setDay')}
          </Button>
        </SheetFoot>
      </form>
    </EditorSheet>
  );
}

type DayFieldsProps = {
  typed: SetDayRuleInput;
  firstDay: string;
  isDayFixed: boolean;
  onType: (part: Partial<SetDayRuleInput>) => void;
};

function DayFields({ typed, firstDay, isDayFixed, onType }: DayFieldsProps) {
  const zones = Intl.supportedValuesOf('timeZone');
  return (
    <>
      <Field label={t('house.dayStart')} hint={t('house.dayStartMeaning')}>
        {(control) => (
          <Input
            {...control}
            type="time"
            value={typed.gamingDayStart}
            onChange={({ target }) => onType({ gamingDayStart: target.value })}
          />
        )}
      </Field>
      <Field label={t('house.timeZone')} hint={t('house.timeZoneMeaning')}>
        {(control) => (
          <Select {...control} value={typed.timeZone} onChange={({ target }) => onType({ timeZone: target.value })}>
            {(zones.includes(typed.timeZone) ? zones : [typed.timeZone, ...zones]).map((zone) => (
              <option key={zone} value={zone}>
                {zone.replaceAll('_', ' ')}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field
        label={t('house.fromDay')}
        hint={isDayFixed ? t('house.dayIsFixed') : t('house.dayOrLater', { day: formatDate(firstDay) })}
      >
        {(control) => (
          <Input
            {...control}
            type="date"
            min={firstDay}
            readOnly={isDayFixed}
            value={typed.fromGamingDay}
            onChange={({ target }) => onType({ fromGamingDay: target.value })}
          />
        )}
      </Field>
    </>
  );
}

type TakeBackProps = { rules: DayRules; isBusy: boolean; onTake: (input: SetDayRuleInput) => void };

/** What holds now, set for the day that another was to begin on, is that one taken back. */
function TakeBack({ rules, isBusy, onTake }: TakeBackProps) {
  const now = ruleInForce(rules);
  const fromGamingDay = ruleToCome(rules)?.fromGamingDay;
  if (!now || !fromGamingDay || fromGamingDay < rules.firstSettableGamingDay) return null;
  const { timeZone, gamingDayStart } = now;
  return (
    <Button size="big" disabled={isBusy} onClick={() => onTake({ fromGamingDay, timeZone, gamingDayStart })}>
      {t('house.takeDayBack')}
    </Button>
  );
}
