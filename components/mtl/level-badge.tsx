import { Eye, FileWarning, TrendingUp } from 'lucide-react';
import { Pill } from '@/components/ui/pill';
import type { MtlLevel } from '@/services/mtl/dtos';
import { t } from '@/words/say';

/** How near a patron's day is to a report, in words. Nothing below the floor of the log. */
export function LevelBadge({ level, percent }: { level: MtlLevel; percent: number | null }) {
  if (level === 'none') return null;
  if (level === 'ctr') {
    return (
      <Pill tone="bad">
        <FileWarning aria-hidden />
        {t('mtl.level_ctr')}
      </Pill>
    );
  }
  if (level === 'near_ctr') {
    return (
      <Pill tone="warn">
        <TrendingUp aria-hidden />
        {percent === null ? t('mtl.level_near') : t('mtl.level_near_ctr', { percent })}
      </Pill>
    );
  }
  return (
    <Pill>
      <Eye aria-hidden />
      {t('mtl.level_watchlist')}
    </Pill>
  );
}
