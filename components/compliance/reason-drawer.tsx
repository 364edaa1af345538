'use client';

import type { ReactNode } from 'react';
import { ReasonForm } from '@/components/forms/reason-form';
import { SheetFrame, SheetHead } from '@/components/ui/sheet';
import { t } from '@/words/say';

type ReasonDrawerProps = {
  title: string;
  subtitle: string;
  label: string;
  confirmLabel: string;
  isOptional?: boolean;
  /** What is still missing beside the reason, in words. */
  missing?: string | null;
  isBusy: boolean;
  error: Error | null;
  onConfirm: (reason: string) => void;
  onClose: () => void;
  /** What is decided on, and what it means. */
  children: ReactNode;
};

/** A decision of compliance in a drawer of its own. */
export function ReasonDrawer({ title, subtitle, onClose, ...form }: ReasonDrawerProps) {
  return (
    <SheetFrame isOpen onClose={onClose} isWide>
      <SheetHead title={title} subtitle={subtitle} />
      <ReasonForm hint={t('compliance.staysOnRecord')} {...form} />
    </SheetFrame>
  );
}
