'use client';

import { Check, Lock, Minus } from 'lucide-react';
import type { ReactNode } from 'react';
import { roleLabel } from '@/components/labels';
import { cn } from '@/components/ui/cn';
import { Switch } from '@/components/ui/switch';
import { useMe } from '@/hooks/casino/me-context';
import type { Capability, StaffRole } from '@/services/casino/dtos';
import type { Permissions } from '@/services/permissions/dtos';
import { t } from '@/words/say';
import { type Draft, EMPTY_DRAFT, FACTOR, hasIn, type Row } from './draft';
import { capabilityLabel, capabilityMeaning } from './permission-words';

type MatrixProps = {
  permissions: Permissions;
  draft: Draft;
  /** Null for who may only read. */
  onTurn: ((role: StaffRole, row: Row) => void) | null;
};

/**
 * Roles across, capabilities down. The roles stay in sight; on a phone it scrolls by itself, and what a row is about stays, too.
 */
export function Matrix({ permissions, draft, onTurn }: MatrixProps) {
  return (
    <section
      aria-label={t('permissions.matrix')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls by itself must be reached by the keyboard.
      tabIndex={0}
      className="rounded-md border bg-surface max-sm:max-h-[75dvh] max-sm:overflow-auto"
    >
      <table className="w-full border-separate border-spacing-0 text-left max-sm:min-w-[640px]">
        <thead>
          <tr>
            <th
              scope="col"
              className="sticky top-0 left-0 z-20 rounded-tl-md bg-surface px-4 py-2.5 font-medium text-muted text-xs"
            >
              {t('permissions.capability')}
            </th>
            {permissions.roles.map(({ role }) => (
              <th
                key={role}
                scope="col"
                className="sticky top-0 z-10 bg-surface px-1 last:rounded-tr-md py-2.5 text-center font-semibold text-sm max-lg:text-xs"
              >
                {roleLabel(role)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {permissions.capabilities.map((capability) => (
            <tr key={capability}>
              <RowHead title={capabilityLabel(capability)} meaning={capabilityMeaning(capability)} />
              {permissions.roles.map(({ role }) => (
                <td key={role} className="h-[60px] border-t px-1 text-center">
                  <Cell permissions={permissions} draft={draft} role={role} capability={capability} onTurn={onTurn} />
                </td>
              ))}
            </tr>
          ))}
          <tr>
            <RowHead title={t('permissions.factorRow')} meaning={t('permissions.factorRowMeaning')} />
            {permissions.roles.map(({ role }) => (
              <td key={role} className="h-[60px] border-t px-1 text-center">
                <FactorCell permissions={permissions} draft={draft} role={role} onTurn={onTurn} />
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </section>
  );
}

function RowHead({ title, meaning }: { title: string; meaning: string }) {
  return (
    <th
      scope="row"
      className="sticky left-0 w-[300px] min-w-[150px] border-t bg-surface px-4 py-2 font-normal max-lg:w-[240px]"
    >
      <span className="block font-semibold">{title}</span>
      <span className="block text-muted text-sm max-sm:hidden">{meaning}</span>
    </th>
  );
}

/** Any role may be asked for more, also one's own and an admin's; that one's own is asked for less somebody else asks. */
function FactorCell({ permissions, draft, role, onTurn }: MatrixProps & { role: StaffRole }) {
  const { staff } = useMe();
  const isDemanded = hasIn(permissions, EMPTY_DRAFT, role, FACTOR);
  if (onTurn === null || (role === staff.role && isDemanded))
    return <Mark has={isDemanded} isFixed={onTurn !== null} isOwn={false} />;
  return (
    <Turn
      has={hasIn(permissions, draft, role, FACTOR)}
      isDrafted={hasIn(permissions, draft, role, FACTOR) !== isDemanded}
      label={t('permissions.factorOf', { role: roleLabel(role) })}
      onTurn={() => onTurn(role, FACTOR)}
    />
  );
}

type TurnProps = { has: boolean; isDrafted: boolean; label: string; onTurn: () => void; children?: ReactNode };

function Turn({ has, isDrafted, label, onTurn, children }: TurnProps) {
  return (
    <span className={cn('inline-grid justify-items-center rounded-md align-middle', isDrafted && 'bg-warn-soft')}>
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the switch inside is a button, which a label names and widens. */}
      <label className="grid min-h-11 min-w-[60px] cursor-pointer place-items-center">
        <Switch tone="plain" checked={has} onCheckedChange={onTurn} aria-label={label} />
      </label>
      {children}
    </span>
  );
}

function Cell({
  permissions,
  draft,
  role,
  capability,
  onTurn,
}: MatrixProps & { role: StaffRole; capability: Capability }) {
  const row = permissions.roles.find((known) => known.role === role);
  const has = hasIn(permissions, draft, role, capability);
  const isFixed = row?.isFixed || permissions.fixedCapabilities.includes(capability);
  const isOwn = row?.capabilities.includes(capability) !== row?.defaultCapabilities.includes(capability);
  const isDrafted = row?.capabilities.includes(capability) !== has;
  if (isFixed || onTurn === null) return <Mark has={has} isFixed={isFixed ?? false} isOwn={isOwn} />;
  return (
    <Turn
      has={has}
      isDrafted={isDrafted}
      label={t('permissions.cellOf', { role: roleLabel(role), capability: capabilityLabel(capability) })}
      onTurn={() => onTurn(role, capability)}
    >
      {isOwn ? <Own /> : null}
    </Turn>
  );
}

/** A cell that nobody turns here. */
function Mark({ has, isFixed, isOwn }: { has: boolean; isFixed: boolean; isOwn: boolean }) {
  const Icon = has ? Check : Minus;
  return (
    <span className="inline-grid justify-items-center gap-0.5 align-middle">
      <span className="inline-flex items-center gap-1">
        <Icon aria-hidden className={cn('size-5', has ? 'text-ink' : 'text-muted opacity-50')} />
        {isFixed ? <Lock aria-hidden className="size-3.5 text-muted" /> : null}
        <span className="sr-only">{has ? t('permissions.has') : t('permissions.hasNot')}</span>
      </span>
      {isOwn ? <Own /> : null}
    </span>
  );
}

function Own() {
  return (
    <span title={t('permissions.ownCellMeaning')} className="whitespace-nowrap text-muted text-xs">
      {t('permissions.ownCell')}
    </span>
  );
}
