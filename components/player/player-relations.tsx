'use client';

import { Plus } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { errorText } from '@/components/ui/error-text';
import { RowsSkeleton } from '@/components/ui/list-states';
import { ErrorState } from '@/components/ui/message-state';
import { Spoken } from '@/components/ui/spoken';
import { useRelations } from '@/hooks/authority/use-relations';
import { useMe } from '@/hooks/casino/me-context';
import { formatDateTimeWithYear } from '@/lib/shared/format';
import type { Relation } from '@/services/authority/dtos';
import { t } from '@/words/say';

type PlayerRelationsProps = { playerId: string; onDeclare: () => void; onEnd: (relationId: string) => void };

/** Who of the staff is close to the player, and so gives them nothing; one that has ended stays, crossed out. */
export function PlayerRelations({ playerId, onDeclare, onEnd }: PlayerRelationsProps) {
  const relations = useRelations(playerId);
  return (
    <section aria-labelledby="relations" className="rounded-lg border bg-surface px-4 pt-3 pb-3">
      <div className="flex min-h-11 items-center justify-between gap-3">
        <h3 id="relations" className="font-bold">
          {t('player.relations')}
        </h3>
        <Button variant="quiet" className="-mr-3" onClick={onDeclare}>
          <Plus aria-hidden />
          <Spoken as={t('player.relationTitle')}>{t('player.declareRelation')}</Spoken>
        </Button>
      </div>
      {relations.isPending ? (
        <RowsSkeleton label={t('player.loadingRelations')} count={1} row="h-12" />
      ) : relations.data === undefined ? (
        <ErrorState
          {...errorText(relations.error)}
          onRetry={() => void relations.refetch()}
          isRetrying={relations.isFetching}
        />
      ) : relations.data.items.length === 0 ? (
        <p className="text-muted text-sm">{t('player.noRelations')}</p>
      ) : (
        <>
          <p className="text-muted text-sm">{t('player.relationsMeaning')}</p>
          <ul aria-labelledby="relations" className="mt-2 divide-y border-t">
            {relations.data.items.map((relation) => (
              <RelationRow key={relation.id} relation={relation} onEnd={onEnd} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function RelationRow({ relation, onEnd }: { relation: Relation; onEnd: (relationId: string) => void }) {
  const { staff, settings } = useMe();
  const { staffName, reason, declaredAt, declaredByName, endedAt, endedByName, endReason } = relation;
  const when = (instant: string) => formatDateTimeWithYear(instant, settings.timeZone);
  const text = t('player.relationOf', { staff: staffName, reason });
  return (
    <li className="py-2.5 text-sm">
      {endedAt === null ? (
        <p className="wrap-anywhere">{text}</p>
      ) : (
        <s className="wrap-anywhere block text-muted">{text}</s>
      )}
      <div className="flex items-center justify-between gap-3">
        <p className="py-1 text-muted text-xs">
          {t('player.relationSince', { when: when(declaredAt), by: declaredByName })}
        </p>
        {/* Nobody ends their own. */}
        {endedAt === null && relation.staffId !== staff.id ? (
          <Button
            variant="quiet"
            className="-mr-3 -mb-1 font-medium text-muted text-sm"
            onClick={() => onEnd(relation.id)}
          >
            <Spoken as={t('player.relationEndOf', { staff: staffName })}>{t('player.relationEnd')}</Spoken>
          </Button>
        ) : null}
      </div>
      {endedAt === null ? null : (
        <p className="wrap-anywhere text-muted text-xs">
          {t('player.relationEndedBy', { when: when(endedAt), by: endedByName ?? '', reason: endReason ?? '' })}
        </p>
      )}
    </li>
  );
}
