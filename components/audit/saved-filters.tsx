'use client';

import { Bookmark, Pencil, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from '@/components/ui/button';
import { errorText } from '@/components/ui/error-text';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { RowsSkeleton } from '@/components/ui/list-states';
import { EmptyState, ErrorState } from '@/components/ui/message-state';
import { SheetBody, SheetFrame, SheetHead } from '@/components/ui/sheet';
import { toastError } from '@/components/ui/toast';
import { useAuditFilters, useDiscardAuditFilter, useSaveAuditFilter } from '@/hooks/audit/use-audit-filters';
import type { SavedAuditFilter } from '@/services/audit/dtos';
import { t } from '@/words/say';
import { toFilterText, toSavedFilter } from './saved-filter';
import type { AuditUrl } from './use-audit-url';

/** The filters that the person saved: to be asked again, renamed, taken away; and the one in force, to be saved. */
export function SavedFilters({ url }: { url: AuditUrl }) {
  const saved = useAuditFilters();
  return (
    <SheetFrame isOpen onClose={url.overlay.close} isWide>
      <SheetHead title={t('audit.savedFilters')} subtitle={t('audit.savedFiltersMeaning')} />
      <SheetBody>
        <SaveThis url={url} />
        {saved.isPending ? <RowsSkeleton label={t('audit.loadingSaved')} row="h-[46px]" count={3} /> : null}
        {saved.isError && !saved.data ? (
          <ErrorState {...errorText(saved.error)} onRetry={() => void saved.refetch()} isRetrying={saved.isFetching} />
        ) : null}
        {saved.data?.items.length === 0 ? (
          <EmptyState icon={Bookmark} title={t('audit.noSaved')}>
            {t('audit.noSavedMeaning')}
          </EmptyState>
        ) : null}
        {saved.data && saved.data.items.length > 0 ? (
          <ul aria-label={t('audit.savedFilters')} className="divide-y rounded-lg border">
            {saved.data.items.map((item) => (
              <SavedItem key={item.name} item={item} onAsk={() => url.ask(toFilterText(item.filter))} />
            ))}
          </ul>
        ) : null}
      </SheetBody>
    </SheetFrame>
  );
}

function SaveThis({ url }: { url: AuditUrl }) {
  const save = useSaveAuditFilter();
  if (Object.keys(url.filter).length === 0) return <p className="text-muted text-sm">{t('audit.nothingToSave')}</p>;
  return (
    <NameForm
      label={t('audit.nameOfThis')}
      initial=""
      isBusy={save.isPending}
      error={save.error}
      onName={(name, done) => save.mutate({ name, filter: toSavedFilter(url.filter) }, { onSuccess: done })}
    >
      {t('audit.saveThis')}
    </NameForm>
  );
}

function SavedItem({ item, onAsk }: { item: SavedAuditFilter; onAsk: () => void }) {
  const [isRenaming, setRenaming] = useState(false);
  const save = useSaveAuditFilter();
  const discard = useDiscardAuditFilter();
  if (isRenaming) {
    return (
      <li className="p-3">
        <NameForm
          label={t('audit.newName')}
          initial={item.name}
          isBusy={save.isPending}
          error={save.error}
          onName={(name) =>
            save.mutate({ ...item, name, replaces: item.name }, { onSuccess: () => setRenaming(false) })
          }
        >
          {t('audit.rename')}
        </NameForm>
      </li>
    );
  }
  return (
    <li className="flex items-center gap-1 pr-1">
      <button
        type="button"
        className="wrap-anywhere min-h-[52px] min-w-0 flex-1 px-4 py-2 text-left font-semibold hover:bg-raised"
        onClick={onAsk}
      >
        {item.name}
      </button>
      <Button
        variant="quiet"
        size="icon"
        aria-label={t('audit.renameOf', { name: item.name })}
        onClick={() => setRenaming(true)}
      >
        <Pencil aria-hidden />
      </Button>
      <Button
        variant="quiet"
        size="icon"
        aria-label={t('audit.deleteOf', { name: item.name })}
        isBusy={discard.isPending}
        onClick={() => discard.mutate({ name: item.name }, { onError: toastError })}
      >
        <Trash2 aria-hidden />
      </Button>
    </li>
  );
}

type NameFormProps = {
  label: string;
  initial: string;
  isBusy: boolean;
  error: Error | null;
  onName: (name: string, done: () => void) => void;
  /** What its button says. */
  children: ReactNode;
};

function NameForm({ label, initial, isBusy, error, onName, children }: NameFormProps) {
  const [name, setName] = useState(initial);
  const text = error ? errorText(error) : null;
  return (
    <form
      className="grid gap-2.5"
      onSubmit={(event) => {
        event.preventDefault();
        onName(name.trim(), () => setName(''));
      }}
    >
      <Field label={label} error={text ? `${text.title} ${text.remedy}` : undefined}>
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            maxLength={80}
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
        )}
      </Field>
      <Button type="submit" disabled={name.trim() === ''} isBusy={isBusy}>
        {children}
      </Button>
    </form>
  );
}
