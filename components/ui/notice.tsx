import { cva, type VariantProps } from 'class-variance-authority';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

const noticeStyles = cva('flex animate-fade-in gap-2.5 rounded-md px-4 py-3 text-sm', {
  variants: { tone: { warn: 'bg-warn-soft', bad: 'bg-raised', neutral: 'bg-raised' } },
});
const titleStyles = cva('font-semibold', {
  variants: { tone: { warn: 'text-warn', bad: 'text-danger', neutral: 'text-ink' } },
});

type NoticeProps = VariantProps<typeof noticeStyles> & {
  icon: LucideIcon;
  title: string;
  /** `alert` for what just failed, `status` for what holds. */
  role: 'alert' | 'status';
  children?: ReactNode;
  action?: ReactNode;
};

/** Something to know before going on: what, what it means, and what can be done about it. */
export function Notice({ icon: Icon, tone, title, role, children, action }: NoticeProps) {
  return (
    <div role={role} className={noticeStyles({ tone })}>
      <Icon aria-hidden className={titleStyles({ tone, className: 'mt-px size-[18px] shrink-0' })} />
      <div className="wrap-anywhere grid min-w-0 flex-1 gap-1">
        <p className={titleStyles({ tone })}>{title}</p>
        {children}
        {action ? <div className="flex flex-wrap gap-2 pt-2">{action}</div> : null}
      </div>
    </div>
  );
}
