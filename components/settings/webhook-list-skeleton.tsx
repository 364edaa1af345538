import { Skeleton } from '@/components/ui/skeleton';
import { t } from '@/words/say';

/** The place of the webhooks while they, or their code, are on their way. */
export function WebhookListSkeleton() {
  return (
    <div role="status" className="border-t p-5">
      <span className="sr-only">{t('settings.loadingWebhooks')}</span>
      <Skeleton className="h-24" />
    </div>
  );
}
