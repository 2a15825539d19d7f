// keys.page.tsx - the keys of monitors and liaisons: who holds which, a new one, the next one, an end. A key is shown once, here.
import { useState } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ask, client } from '../api/client';
import { keys as keysQuery } from '../api/queries';
import type { IssuedKey, KeyItem } from '../api/shapes';
import { Badge } from '../ui/badge';
import { Failure, Loading, Refusal } from '../ui/states';
import { useWords } from '../ui/words';
import { Doubtful } from './doubtful';
import { IssueKey } from './issue-key';
import { RevokeKey } from './revoke-key';
import { ShownOnce } from './shown-once';
import './operate.css';

const TONES = { ACTIVE: 'good', EXPIRED: 'warn', REVOKED: 'bad' } as const;

export default function KeysPage() {
  const { t } = useTranslation();
  const words = useWords();
  const { data: keys, error, isPending, refetch } = useQuery(keysQuery);
  const [made, setMade] = useState<IssuedKey | null>(null);
  if (isPending) return <Loading />;
  if (!keys) return <Failure error={error} onRetry={() => void refetch()} />;
  return (
    <div className="page">
      <header className="page-head"><div><h1>{t('keys_.title')}</h1><p>{t('keys_.lead')}</p></div></header>
      {made && <ShownOnce title={t('keys_.made')} secret={made.key} onDone={() => setMade(null)}>{made.oldEndsAt && t('keys_.oldEnds', { time: words.moment(made.oldEndsAt) })}</ShownOnce>}
      <Doubtful />
      <IssueKey keys={keys} onMade={setMade} />
      <section className="card">
        <header><h2>{t('keys_.list')}</h2><small className="num">{t('keys_.count', { count: keys.filter(({ state }) => state === 'ACTIVE').length })}</small></header>
        {keys.length === 0 ? <p className="aside">{t('keys_.none')}</p> : <KeyTable keys={keys} onMade={setMade} />}
      </section>
    </div>
  );
}

function KeyTable({ keys, onMade }: { keys: KeyItem[]; onMade: (key: IssuedKey) => void }) {
  const { t } = useTranslation();
  const words = useWords();
  const queries = useQueryClient();
  const [ending, setEnding] = useState<string | null>(null);
  const rotate = useMutation({
    mutationFn: (kid: string) => ask(client.POST('/v1/admin/keys/{kid}/rotate', { params: { path: { kid } }, body: {} })),
    onSuccess: onMade,
    onSettled: () => queries.invalidateQueries({ queryKey: ['keys'] }),
  });
  // What works stands first; within that the newest.
  const sorted = keys.toSorted((a, b) => Number(b.state === 'ACTIVE') - Number(a.state === 'ACTIVE') || (a.issuedAt < b.issuedAt ? 1 : -1));
  return (
    <>
      <Refusal error={rotate.error} />
      <div className="scroll-x">
        <table className="keys">
          <thead><tr><th>{t('keys_.holder')}</th><th>{t('keys_.kid')}</th><th>{t('keys_.may')}</th><th>{t('keys_.issued')}</th><th>{t('keys_.ends')}</th><th>{t('keys_.state')}</th><th><span className="visually-hidden">{t('keys_.do')}</span></th></tr></thead>
          <tbody>
            {sorted.map(({ kid, label, organisation, role, scopes, issuedAt, expiresAt, revokedAt, state, rotatedFrom }) => (
              <tr key={kid}>
                <th scope="row"><bdi>{label}</bdi><small> <bdi>{organisation}</bdi> · {t(`role.${role}` as 'role.monitor')}</small></th>
                <td className="mono" dir="ltr">{kid}{rotatedFrom && <small title={t('keys_.rotatedFrom', { kid: rotatedFrom })}> ← {rotatedFrom.slice(0, 4)}…</small>}</td>
                <td className="mono" dir="ltr">{scopes.join(', ')}</td>
                <td className="num">{words.day(issuedAt)}</td>
                <td className="num">{(revokedAt ?? expiresAt) ? words.moment((revokedAt ?? expiresAt)!) : t('keys_.never')}</td>
                <td><Badge tone={TONES[state]}>{t(`keys_.states.${state}`)}</Badge></td>
                <td>
                  {state === 'ACTIVE' && ending !== kid && (
                    <span className="row">
                      <button type="button" disabled={rotate.isPending} onClick={() => rotate.mutate(kid)}>{t('keys_.rotate')}</button>
                      <button type="button" onClick={() => setEnding(kid)}>{t('keys_.revoke')}</button>
                    </span>
                  )}
                  {ending === kid && <RevokeKey kid={kid} onDone={() => setEnding(null)} />}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
