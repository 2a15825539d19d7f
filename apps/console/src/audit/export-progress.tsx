// export-progress.tsx - how far an export is: a part of the whole as soon as the whole is known.
import { useTranslation } from 'react-i18next';
import { useWords } from '../ui/words';
import type { Progress } from './download';
import { rowsHere, type Format } from './how-far';

export function ExportProgress({ format, progress, total }: { format: Format; progress: Progress; total: number | null }) {
  const { t } = useTranslation();
  const words = useWords();
  const bytes = words.bytes(progress.bytes);
  const rows = rowsHere(format, progress.lines, total);
  const said = () => {
    if (total === null) return rows === null ? t('audit.received', { bytes }) : t('audit.progress', { bytes, count: rows, rows: words.number(rows) });
    const whole = { bytes, count: total, total: words.number(total) };
    return rows === null ? t('audit.receivedOf', whole) : t('audit.progressOf', { ...whole, rows: words.number(rows) });
  };
  return (
    <div className="export-progress" role="status">
      <progress aria-label={t('audit.exports')} {...(rows !== null && total !== null ? { value: rows, max: Math.max(total, 1) } : {})} />
      <p className="num">{said()}</p>
    </div>
  );
}
