import { shortName } from '@/components/domain/short-name';
import { formatDateTimeWithYear, formatPoints } from '@/lib/shared/format';
import type { LedgerEntry } from '@/services/loyalty/dtos';
import { t } from '@/words/say';

const SHORT_ID_LENGTH = 8;

type CompVoucherProps = { entry: LedgerEntry; playerName: string; casinoName: string; timeZone: string };

/** The paper of a comp that is given by voucher: what it is stands largest, and no amount beside it. */
export function CompVoucher({ entry, playerName, casinoName, timeZone }: CompVoucherProps) {
  const number = formatPoints(entry.entryNo);
  const when = formatDateTimeWithYear(entry.createdAt, timeZone);
  return (
    <article className="voucher" aria-label={t('player.compVoucher', { number })}>
      {entry.reversedByEntryId === null ? null : <p className="voucher-stamp">{t('player.compStamp')}</p>}
      <p className="voucher-casino">{casinoName}</p>
      <h2 className="voucher-comp">{entry.rewardName}</h2>
      <p>{t('player.compFor', { player: shortName(playerName) })}</p>
      <p className="voucher-expiry">
        {entry.staffName === null
          ? t('player.compGiven', { when })
          : t('player.compGivenBy', { when, staff: entry.staffName })}
      </p>
      <p className="voucher-small">{t('player.compTerms')}</p>
      <p className="voucher-small">{t('player.compEntry', { number, id: entry.id.slice(-SHORT_ID_LENGTH) })}</p>
    </article>
  );
}
