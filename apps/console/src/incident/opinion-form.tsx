// opinion-form.tsx - an opinion in thirty seconds: 1 to 4 for the verdict, words, Ctrl+Enter.
import { useRef, useState, type FormEvent } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ask, client } from '../api/client';
import type { FileOpinion, IncidentDetail } from '../api/shapes';
import { useKeys } from '../ui/keys';
import { Refusal } from '../ui/states';
import { useWords } from '../ui/words';

const VERDICTS = ['VIOLATION', 'NO_VIOLATION', 'UNABLE_TO_RULE', 'RECUSED'] as const;
const EXTENTS = ['SINGLE', 'SUSTAINED', 'MULTI_SITE'] as const;
const THREATS = ['LOW', 'MODERATE', 'SERIOUS', 'CRITICAL'] as const;
const GRAVITIES = ['MINOR', 'MAJOR', 'GRAVE'] as const;

export function OpinionForm({ incident }: { incident: IncidentDetail }) {
  const { t } = useTranslation();
  const words = useWords();
  const queries = useQueryClient();
  const reasonsBox = useRef<HTMLTextAreaElement>(null);
  const [opinion, setOpinion] = useState<Partial<FileOpinion>>({});
  const [missing, setMissing] = useState<'chooseVerdict' | 'giveReasons' | null>(null);
  const file = useMutation({
    mutationFn: (body: FileOpinion) => ask(client.POST('/v1/incidents/{id}/opinion', { params: { path: { id: incident.id } }, body })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['incident', incident.id] }),
  });
  const set = <Name extends keyof FileOpinion>(name: Name, value: FileOpinion[Name] | undefined) => setOpinion((now) => ({ ...now, [name]: value === '' ? undefined : value }));
  const choose = (verdict: FileOpinion['verdict']) => {
    set('verdict', verdict);
    setMissing(null);
    reasonsBox.current?.focus();
  };
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (file.isPending) return;
    if (!opinion.verdict) return setMissing('chooseVerdict');
    if (!opinion.reasons?.trim()) {
      reasonsBox.current?.focus();
      return setMissing('giveReasons');
    }
    setMissing(null);
    file.mutate(opinion as FileOpinion);
  };
  useKeys({
    ...Object.fromEntries(VERDICTS.map((verdict, index) => [String(index + 1), () => choose(verdict)])),
    'Ctrl+Enter': () => submit(),
  });
  return (
    <form id="opinion" className="opinion" onSubmit={submit}>
      <h3>{t('chairs.file')}</h3>
      <fieldset className="verdicts">
        <legend className="visually-hidden">{t('chairs.file')}</legend>
        {VERDICTS.map((verdict, index) => (
          <label key={verdict} className={`verdict-choice ${opinion.verdict === verdict ? 'on' : ''}`}>
            <input type="radio" name="verdict" value={verdict} checked={opinion.verdict === verdict} onChange={() => set('verdict', verdict)} />
            <span>{t(`verdict.${verdict}`)}</span>
            <kbd>{index + 1}</kbd>
          </label>
        ))}
      </fieldset>
      <label className="field">
        {t('chairs.reasons')}
        <textarea ref={reasonsBox} dir="auto" maxLength={8000} value={opinion.reasons ?? ''} onChange={(event) => set('reasons', event.target.value)} aria-describedby="reasons-hint" />
      </label>
      <small id="reasons-hint">{t('chairs.reasonsHint')}</small>
      <details>
        <summary>{t('chairs.more')}</summary>
        <div className="fields">
          <label className="field">
            {t('chairs.attribution')}
            <input list="parties" dir="auto" maxLength={200} value={opinion.attribution ?? ''} placeholder={words.list(incident.perpetrators.map(words.party))} onChange={(event) => set('attribution', event.target.value)} />
            <datalist id="parties">{incident.perpetrators.map((code) => <option key={code} value={code}>{words.party(code)}</option>)}</datalist>
          </label>
          <Choice label={t('chairs.gravity')} value={opinion.gravity} options={GRAVITIES.map((value) => [value, t(`gravity.${value}`)])} onChange={(value) => set('gravity', value as FileOpinion['gravity'])} />
          <Choice label={t('chairs.extent')} value={opinion.extent} options={EXTENTS.map((value) => [value, t(`extent.${value}`)])} onChange={(value) => set('extent', value as FileOpinion['extent'])} />
          <Choice label={t('chairs.threat')} value={opinion.threat} options={THREATS.map((value) => [value, t(`threat.${value}`)])} onChange={(value) => set('threat', value as FileOpinion['threat'])} />
        </div>
      </details>
      {missing && <p className="refusal" role="alert">{t(`chairs.${missing}`)}</p>}
      <Refusal error={file.error} />
      <div className="row">
        <button type="submit" className="primary" disabled={file.isPending}>{file.isPending ? t('chairs.sealing') : t('chairs.seal')} <kbd>Ctrl+Enter</kbd></button>
      </div>
      <small>{t('chairs.final')}</small>
    </form>
  );
}

function Choice({ label, value, options, onChange }: { label: string; value: string | undefined; options: [string, string][]; onChange: (value: string | undefined) => void }) {
  const { t } = useTranslation();
  return (
    <label className="field">
      {label}
      <select value={value ?? ''} onChange={(event) => onChange(event.target.value || undefined)}>
        <option value="">{t('chairs.none')}</option>
        {options.map(([code, name]) => <option key={code} value={code}>{name}</option>)}
      </select>
    </label>
  );
}
