// claim-form.tsx - claims that an incident answered a threat. Who claims, and which incidents can be named as the threat, is its page's business.
import { useState, type FormEvent, type ReactNode } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { tell, type BodyTo } from '../api/client';
import { informationRequests } from '../api/queries';
import { Refusal } from '../ui/states';
import { useWords } from '../ui/words';
import type { ChosenIncident } from './incident-choice';

const ROUTE = '/v1/incidents/{id}/self-defence-claims';

interface Claiming {
  incidentId: string;
  /** To choose from; none where the service knows for whom somebody speaks. */
  parties: readonly string[];
  threatChoice: (value: ChosenIncident, onChange: (id: ChosenIncident) => void) => ReactNode;
}

export function ClaimForm({ incidentId, parties, threatChoice }: Claiming) {
  const { t } = useTranslation();
  const words = useWords();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState('');
  const [threat, setThreat] = useState('');
  const [threatIncident, setThreatIncident] = useState<ChosenIncident>('');
  const [made, setMade] = useState(0);
  const [isLooked, setLooked] = useState(false);
  const claim = useMutation({
    mutationFn: (body: BodyTo<typeof ROUTE>) => tell(ROUTE, incidentId, body),
    onSuccess: () => {
      setThreat('');
      setThreatIncident('');
      setMade((before) => before + 1);
    },
    onSettled: (_, error) => {
      const reading = Promise.all([queries.invalidateQueries({ queryKey: ['incident', incidentId] }), queries.invalidateQueries({ queryKey: informationRequests.queryKey })]);
      return error ? undefined : reading;
    },
  });
  // Whom the reports name may change while this is open.
  const party = parties.includes(chosen) ? chosen : parties[0];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (threat.trim() && threatIncident !== null) claim.mutate({ threat: threat.trim(), ...(party ? { party } : {}), ...(threatIncident ? { threatIncidentId: threatIncident } : {}) });
  };
  return (
    <details onToggle={({ currentTarget: { open } }) => open && setLooked(true)}>
      <summary>{t('claim.make')}</summary>
      <form className="decide claim-form" onSubmit={submit}>
        <label className="field">{t('claim.threat')}<textarea dir="auto" maxLength={4000} value={threat} onChange={(event) => setThreat(event.target.value)} /></label>
        <div className="fields" key={made}>
          {party && (
            <label className="field">{t('claim.party')}
              <select value={party} onChange={(event) => setChosen(event.target.value)}>{parties.map((code) => <option key={code} value={code}>{words.party(code)}</option>)}</select>
            </label>
          )}
          {/* What could be named is asked for when somebody looks. */}
          {isLooked && threatChoice(threatIncident, setThreatIncident)}
        </div>
        {threatIncident === null && <p className="aside">{t('claim.unread')}</p>}
        <small>{t('claim.final')}</small>
        <Refusal error={claim.error} />
        {claim.data && <p className="done" role="status">{t('claim.done', { judgement: t(`claim.judgement.${claim.data.judgement}`) })}</p>}
        <div className="row"><button type="submit" disabled={claim.isPending || !threat.trim() || threatIncident === null}>{t('claim.send')}</button></div>
      </form>
    </details>
  );
}
