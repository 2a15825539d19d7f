// referrals.page.tsx - persistent non-compliance: dossiers the policy opened, and referrals that both co-chairs sign.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { dossiers as dossiersQuery, referrals as referralsQuery } from '../api/queries';
import type { Me } from '../api/shapes';
import { Failure, Loading } from '../ui/states';
import { DossierCard } from './dossier-card';
import { ReferralCard } from './referral-card';
import './referrals.css';

export default function ReferralsPage({ who }: { who: Me }) {
  const { t } = useTranslation();
  const dossiers = useQuery(dossiersQuery);
  const referrals = useQuery(referralsQuery);
  if (dossiers.isPending || referrals.isPending) return <Loading />;
  const error = dossiers.error ?? referrals.error;
  if (error) return <Failure error={error} onRetry={() => void Promise.all([dossiers.refetch(), referrals.refetch()])} />;
  const underWay = new Set(referrals.data?.filter(({ state }) => state !== 'DECIDED').map(({ party }) => party));
  return (
    <div className="page referrals">
      <header className="page-head"><div><h1>{t('nav.referrals')}</h1><p>{t('referral.lead')}</p></div></header>
      <section className="stack" aria-labelledby="referrals-title">
        <h2 id="referrals-title">{t('referral.referrals')}</h2>
        {referrals.data?.length === 0 && <p className="aside">{t('referral.none')}</p>}
        {referrals.data?.map((referral) => <ReferralCard key={referral.id} referral={referral} who={who} />)}
      </section>
      <section className="stack" aria-labelledby="dossiers-title">
        <h2 id="dossiers-title">{t('referral.dossiers')}</h2>
        {dossiers.data?.length === 0 && <p className="aside">{t('referral.noDossiers')}</p>}
        {dossiers.data?.map((dossier) => <DossierCard key={dossier.id} dossier={dossier} who={who} isUnderWay={underWay.has(dossier.party)} />)}
      </section>
    </div>
  );
}
