// issue-key.tsx - a key for somebody who has none yet, or another one for a holder who is known.
import { useState, type FormEvent } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ask, client } from '../api/client';
import { me } from '../api/queries';
import type { IssuedKey, IssueKeyBody, KeyItem } from '../api/shapes';
import { Refusal } from '../ui/states';
import { useWords } from '../ui/words';

const KINDS = ['MONITOR', 'PARTY', 'STATE', 'UN'] as const;
const NEW = '';
/** What the holder does with it here: a monitor reports, a party's liaison answers for it too. */
const SCOPES = {
  monitor: ['self.read', 'report.submit', 'receipt.read'],
  liaison: ['self.read', 'report.submit', 'receipt.read', 'liaison.read', 'information.read', 'information.reply', 'self-defence.claim', 'event.read'],
} as const satisfies Record<string, IssueKeyBody['scopes']>;

export function IssueKey({ keys, onMade }: { keys: KeyItem[]; onMade: (key: IssuedKey) => void }) {
  const { t } = useTranslation();
  const words = useWords();
  const queries = useQueryClient();
  const { data: who } = useQuery(me);
  const [accountId, setAccount] = useState(NEW);
  const [label, setLabel] = useState('');
  const [organisation, setOrganisation] = useState('');
  const [kind, setKind] = useState<(typeof KINDS)[number]>('MONITOR');
  const [role, setRole] = useState<'monitor' | 'liaison'>('monitor');
  const [partyCode, setParty] = useState('');
  const [days, setDays] = useState('365');
  const issue = useMutation({
    mutationFn: (body: IssueKeyBody) => ask(client.POST('/v1/admin/keys', { body })),
    onSuccess: (made) => {
      onMade(made);
      setLabel('');
      setOrganisation('');
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['keys'] }),
  });
  const holders = [...new Map(keys.map((key) => [key.accountId, key])).values()];
  const isReady = accountId !== NEW || (label.trim() !== '' && organisation.trim() !== '' && (role === 'monitor' || partyCode !== ''));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isReady) return;
    const about = accountId === NEW ? { holder: { label: label.trim(), organisation: organisation.trim(), kind, role, ...(partyCode ? { partyCode } : {}) } } : { accountId };
    const heldBy = accountId === NEW ? role : holders.find((holder) => holder.accountId === accountId)?.role;
    issue.mutate({ ...about, expiresInDays: Number(days), scopes: [...SCOPES[heldBy === 'liaison' ? 'liaison' : 'monitor']] });
  };
  return (
    <section className="card">
      <header><h2>{t('keys_.issue')}</h2><small>{t('keys_.issueHint')}</small></header>
      <form onSubmit={submit} className="issue-key">
        <div className="fields">
          {holders.length > 0 && (
            <label className="field">{t('keys_.holder')}
              <select value={accountId} onChange={(event) => setAccount(event.target.value)}>
                <option value={NEW}>{t('keys_.newHolder')}</option>
                {holders.map((holder) => <option key={holder.accountId} value={holder.accountId}>{holder.label} — {holder.organisation}</option>)}
              </select>
            </label>
          )}
          {accountId === NEW && (
            <>
              <label className="field">{t('keys_.label')}<input dir="auto" maxLength={200} value={label} onChange={(event) => setLabel(event.target.value)} /></label>
              <label className="field">{t('keys_.organisation')}<input dir="auto" maxLength={200} value={organisation} onChange={(event) => setOrganisation(event.target.value)} /></label>
              <label className="field">{t('keys_.kind')}<select value={kind} onChange={(event) => setKind(event.target.value as typeof kind)}>{KINDS.map((one) => <option key={one} value={one}>{t(`keys_.kinds.${one}`)}</option>)}</select></label>
              <label className="field">{t('keys_.role')}<select value={role} onChange={(event) => setRole(event.target.value as typeof role)}><option value="monitor">{t('role.monitor')}</option><option value="liaison">{t('role.liaison')}</option></select></label>
              {role === 'liaison' && (
                <label className="field">{t('filter.party')}
                  <select value={partyCode} onChange={(event) => setParty(event.target.value)}>
                    <option value="">—</option>
                    {(who?.agreement.parties ?? []).map(({ code }) => <option key={code} value={code}>{words.party(code)}</option>)}
                  </select>
                </label>
              )}
            </>
          )}
          <label className="field">{t('keys_.days')}<input type="number" min={1} max={3650} dir="ltr" value={days} onChange={(event) => setDays(event.target.value)} /></label>
        </div>
        <Refusal error={issue.error} />
        <div className="row"><button type="submit" className="primary" disabled={!isReady || issue.isPending}>{t('keys_.issue')}</button></div>
      </form>
    </section>
  );
}
