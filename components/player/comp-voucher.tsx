import { shortName } from '@/components/domain/short-name';
import { formatDateTimeWithYear, formatMoney, formatPoints } from '@/lib/shared/format';
import type { LedgerEntry } from '@/services/loyalty/dtos';
import { t } from '@/words/say';

const SHORT_ID_LENGTH = 8;

type CompVoucherProps = {
  entry: LedgerEntry;
  playerName: string;
  casinoName: string;
  settings: { timeZone: string; currency: string };
};

/** The paper of a comp that is given by voucher: what it is stands largest, and an amount only where it is for one. */
export function CompVoucher({ entry, playerName, casinoName, settings }: CompVoucherProps) {
  const number = formatPoints(entry.entryNo);
  const when = formatDateTimeWithYear(entry.createdAt, settings.timeZone);
  return (
    <article className="voucher" aria-label={t('player.compVoucher', { number })}>
      {entry.reversedByEntryId === null ? null : <p className="voucher-stamp">{t('player.compStamp')}</p>}
      <p className="voucher-casino">{casinoName}</p>
      <h2 className="voucher-comp">{entry.rewardName}</h2>
      {entry.amountCents === null ? null : (
        <p className="voucher-comp">
          {t('player.compWorth', { amount: formatMoney(entry.amountCents, settings.currency) })}
        </p>
      )}
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
