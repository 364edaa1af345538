'use client';

import { useState } from 'react';
import { fromWallTime } from '@/components/domain/casino-time';
import { PlayerPicker } from '@/components/domain/player-picker';
import { EditorSheet } from '@/components/forms/editor-sheet';
import { FailureNotice } from '@/components/forms/failure-notice';
import { Button } from '@/components/ui/button';
import { Choice, ChoiceGroup } from '@/components/ui/choice-group';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { SheetBody, SheetFoot, SheetHead } from '@/components/ui/sheet';
import { toastSuccess } from '@/components/ui/toast';
import { useMe } from '@/hooks/casino/me-context';
import { useSetExclusion } from '@/hooks/exclusions/use-exclusion-mutations';
import { EXCLUSION_KINDS, type ExclusionKind } from '@/services/exclusions/dtos';
import type { Player } from '@/services/floor/dtos';
import { t } from '@/words/say';
import { kindLabel } from './exclusion-words';

type Draft = { player: Player | null; kind: ExclusionKind | null; texts: Record<TextName, string> };
const TEXTS = ['reason', 'sourceReference', 'startsAt', 'endsAt'] as const;
type TextName = (typeof TEXTS)[number];
const NOTHING: Draft = {
  player: null,
  kind: null,
  texts: { reason: '', sourceReference: '', startsAt: '', endsAt: '' },
};

/** Puts an exclusion on a player: whom, of what kind, why, on what it rests, and from when until when. */
export function SetExclusionDrawer({ onClose }: { onClose: () => void }) {
  const { timeZone } = useMe().settings;
  const set = useSetExclusion();
  const [draft, setDraft] = useState(NOTHING);
  const { player, kind, texts } = draft;
  const isReady = player !== null && kind !== null && texts.reason.trim() !== '';
  const confirm = () => {
    if (player === null || kind === null || !isReady) return;
    const input = {
      playerId: player.id,
      kind,
      reason: texts.reason.trim(),
      sourceReference: texts.sourceReference.trim() || null,
      startsAt: fromWallTime(texts.startsAt, timeZone),
      endsAt: fromWallTime(texts.endsAt, timeZone),
    };
    set.mutate(input, {
      onSuccess: () => {
        toastSuccess(t('compliance.excluded'), player.name);
        onClose();
      },
    });
  };
  return (
    <EditorSheet isDirty={draft !== NOTHING && !set.isSuccess} onClose={onClose} isWide>
      <SheetHead title={t('compliance.setExclusion')} subtitle={t('compliance.setMeaning')} />
      <SheetBody>
        <PlayerPicker value={player} onChange={(chosen) => setDraft({ ...draft, player: chosen })} />
        <ChoiceGroup
          label={t('compliance.kind')}
          value={kind ?? ''}
          onChange={(value) => setDraft({ ...draft, kind: EXCLUSION_KINDS.find((known) => known === value) ?? null })}
          className="grid gap-2"
        >
          {EXCLUSION_KINDS.map((known) => (
            <Choice key={known} value={known} look="tile">
              {kindLabel(known)}
            </Choice>
          ))}
        </ChoiceGroup>
        <ExclusionTexts texts={texts} onChange={(changed) => setDraft({ ...draft, texts: changed })} />
      </SheetBody>
      <SheetFoot>
        <FailureNotice error={set.error} />
        <Button variant="primary" size="big" disabled={!isReady} isBusy={set.isPending} onClick={confirm}>
          {confirmLabel(draft)}
        </Button>
      </SheetFoot>
    </EditorSheet>
  );
}

type Texts = Draft['texts'];

function ExclusionTexts({ texts, onChange }: { texts: Texts; onChange: (texts: Texts) => void }) {
  return TEXTS.map((name) => {
    const isTime = name.endsWith('At');
    return (
      <Field key={name} label={t(`compliance.field_${name}`)} hint={t(`compliance.hint_${name}`)}>
        {(control) => (
          <Input
            {...control}
            type={isTime ? 'datetime-local' : 'text'}
            autoComplete="off"
            maxLength={isTime ? undefined : name === 'reason' ? 500 : 200}
            value={texts[name]}
            onChange={(event) => onChange({ ...texts, [name]: event.target.value })}
          />
        )}
      </Field>
    );
  });
}

function confirmLabel({ player, kind, texts }: Draft): string {
  if (player === null) return t('compliance.pickPlayer');
  if (kind === null) return t('compliance.pickKind');
  return texts.reason.trim() === '' ? t('ui.sayWhy') : t('compliance.exclude', { player: player.name });
}
