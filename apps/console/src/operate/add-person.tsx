// add-person.tsx - lets somebody in: by an invitation to sign in here, by their identity at their side's provider, or both.
import { useState, type FormEvent } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ask, client } from '../api/client';
import { people } from '../api/queries';
import type { AddPersonBody, AddedPerson, Role } from '../api/shapes';
import { Refusal } from '../ui/states';

const ROLES = ['reviewer', 'secretariat', 'auditor', 'delineation', 'liaison', 'monitor', 'admin'] as const satisfies readonly Role[];
const SIDES = ['US', 'RU'] as const;
const NOBODY = { label: '', organisation: '', login: '', issuer: '', subject: '' };

export function AddPerson({ onAdded }: { onAdded: (added: AddedPerson, label: string) => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [role, setRole] = useState<Role>('reviewer');
  const [side, setSide] = useState<(typeof SIDES)[number]>('US');
  const [typed, setTyped] = useState(NOBODY);
  const add = useMutation({
    mutationFn: (body: AddPersonBody) => ask(client.POST('/v1/admin/people', { body })),
    onSuccess: (added, { label }) => {
      onAdded(added, label);
      setTyped(NOBODY);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: people.queryKey }),
  });
  const hasSide = role === 'reviewer' || role === 'delineation';
  const { label, organisation, login, issuer, subject } = Object.fromEntries(Object.entries(typed).map(([name, text]) => [name, text.trim()])) as typeof typed;
  const isReady = label !== '' && organisation !== '' && (login !== '' || issuer !== '') && (issuer === '') === (subject === '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) add.mutate({ role, label, organisation, ...(hasSide ? { side } : {}), ...(login ? { login } : {}), ...(issuer ? { identity: { issuer, subject } } : {}) });
  };
  const text = (name: keyof typeof typed, most: number, dir: 'auto' | 'ltr') => <label className="field">{t(`people.${name}`)}<input dir={dir} maxLength={most} autoComplete="off" value={typed[name]} onChange={(event) => setTyped({ ...typed, [name]: event.target.value })} /></label>;
  return (
    <section className="card">
      <header><h2>{t('people.add')}</h2><small>{t('people.addHint')}</small></header>
      <form onSubmit={submit} className="add-person">
        <div className="fields">
          {text('label', 200, 'auto')}
          {text('organisation', 200, 'auto')}
          <label className="field">{t('keys_.role')}<select value={role} onChange={(event) => setRole(event.target.value as Role)}>{ROLES.map((one) => <option key={one} value={one}>{t(`role.${one}`)}</option>)}</select></label>
          {hasSide && <label className="field">{t('people.side')}<select value={side} onChange={(event) => setSide(event.target.value as typeof side)}>{SIDES.map((one) => <option key={one} value={one}>{t(`chairs.${one}`)}</option>)}</select></label>}
          {text('login', 64, 'ltr')}
        </div>
        <details>
          <summary>{t('people.identity')}</summary>
          <p className="aside">{t('people.identityHint')}</p>
          <div className="fields">
            {text('issuer', 300, 'ltr')}
            {text('subject', 255, 'ltr')}
          </div>
        </details>
        <Refusal error={add.error} />
        <div className="row"><button type="submit" className="primary" disabled={!isReady || add.isPending}>{t('people.add')}</button></div>
      </form>
    </section>
  );
}
