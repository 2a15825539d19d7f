// receipt-card.tsx - the receipt as text and as a QR code, to copy, photograph or print.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Receipt } from '../api/shapes';
import { Icon } from '../ui/icon';
import { useWords } from '../ui/words';
import { Qr } from './qr';

export function ReceiptCard({ receipt }: { receipt: Receipt }) {
  const { t } = useTranslation();
  const words = useWords();
  const [isCopied, setCopied] = useState(false);
  return (
    <section className="card receipt" role="status" aria-label={t('report.receipt')}>
      <div>
        <h1>{t('report.receipt')}</h1>
        <p>{t('report.receiptHint')}</p>
        <p className="receipt-text mono" dir="ltr">{receipt.receipt}</p>
        <p className="aside num">{t('report.filedAt', { time: words.moment(receipt.receivedAt) })}</p>
        <p className="aside mono wrap" dir="ltr">{receipt.contentSha256}</p>
        <div className="row no-print">
          <button type="button" onClick={() => void navigator.clipboard?.writeText(receipt.receipt).then(() => setCopied(true))}>{isCopied ? t('report.copied') : t('report.copy')}</button>
          <button type="button" onClick={() => print()}><Icon name="print" />{t('report.print')}</button>
        </div>
      </div>
      <Qr text={receipt.receipt} label={t('report.qr')} />
    </section>
  );
}
