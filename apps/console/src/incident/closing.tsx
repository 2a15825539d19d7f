// closing.tsx - an incident is closed when both co-chairs agree: who does, for what reason, and one's own side's agreement.
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { IncidentDetail, Me, Side } from '../api/shapes';
import { Badge } from '../ui/badge';
import { Icon } from '../ui/icon';
import { Refusal } from '../ui/states';
import { useWords } from '../ui/words';
import { useTelling } from './hearing';

const SIDES = ['US', 'RU'] as const;

export function Closing({ incident, who }: { incident: IncidentDetail; who: Me }) {
  const { t } = useTranslation();
  const { id, closures, opinionRound, determination, absorbedInto } = incident;
  const [reason, setReason] = useState('');
  const standing = useRef<HTMLParagraphElement>(null);
  // Kept here: what was refused is told after the form has gone, too.
  const agree = useTelling('/v1/incidents/{id}/closure', id, () => setReason(''));
  useEffect(() => {
    if (agree.isSuccess) standing.current?.focus();
  }, [agree.isSuccess]);
  const isDetermined = determination !== 'PENDING';
  const mayBeClosed = isDetermined && absorbedInto === null;
  if (!mayBeClosed && closures.length === 0 && !agree.error) return null;
  // Opinions that are called for again leave behind what was agreed before.
  const stands = ({ round }: { round: number }) => isDetermined && round === opinionRound?.number;
  const agreed = closures.filter(stands);
  const earlier = closures.filter((closure) => !stands(closure));
  const missing = SIDES.filter((side) => !agreed.some((one) => one.side === side));
  const mayAgree = mayBeClosed && who.role === 'reviewer' && who.side !== null && missing.includes(who.side);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim()) agree.mutate({ reason: reason.trim() });
  };
  return (
    <section className="card closing" aria-labelledby="closing-title">
      <header><h2 id="closing-title">{t('closing.title')}</h2><small>{t('closing.hint')}</small></header>
      {mayBeClosed || agreed.length > 0 ? (
        <>
          <ul className="lines">{SIDES.map((side) => <Agreement key={side} side={side} closure={agreed.find((one) => one.side === side)} />)}</ul>
          {(mayBeClosed || missing.length === 0) && (
            <p className="determination" role="status" tabIndex={-1} ref={standing}>
              <span>{t('filter.state')}</span>
              <Badge tone={missing.length === 0 ? 'good' : 'PENDING'}>{missing.length === 0 ? t('closing.closed') : missing.length === 1 ? t('closing.waits', { side: missing[0] }) : t('closing.none')}</Badge>
            </p>
          )}
        </>
      ) : absorbedInto === null && <p role="status">{t('closing.reopened')}</p>}
      {earlier.length > 0 && (
        <>
          <h3>{t('closing.earlier')}</h3>
          <ul className="lines">{earlier.map((closure) => <Agreement key={`${closure.round}${closure.side}`} side={closure.side} closure={closure} />)}</ul>
        </>
      )}
      {mayAgree && (
        <details>
          <summary>{t('closing.agree')}…</summary>
          <form className="opinion" onSubmit={submit}>
            <label className="field">{t('link.reason')}<textarea dir="auto" maxLength={4000} value={reason} onChange={(event) => setReason(event.target.value)} /></label>
            <small>{t(missing.length === 1 ? 'closing.last' : 'closing.first')} {t('closing.final')}</small>
            <div className="row"><button type="submit" className="primary" disabled={agree.isPending || !reason.trim()}>{t('closing.agree')}</button></div>
          </form>
        </details>
      )}
      <Refusal error={agree.error} />
    </section>
  );
}

function Agreement({ side, closure }: { side: Side; closure: IncidentDetail['closures'][number] | undefined }) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <li className="closure">
      <Badge tone={side}>{side}</Badge>
      <span className="grow">{closure ? <><Icon name="check" /> {t('closing.agreed')}</> : t('closing.waiting')}</span>
      {closure && <time className="aside num" dateTime={closure.agreedAt}>{words.moment(closure.agreedAt)}</time>}
      {closure && <blockquote dir="auto">{closure.reason}</blockquote>}
    </li>
  );
}
