// offline-report.tsx - the form for somebody whom the service cannot be asked about: it keeps, and sends after signing in.
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Appearance } from '../shell/layout';
import ReportPage from './report.page';

export default function OfflineReport() {
  const { t } = useTranslation();
  return (
    <main className="receipt-page">
      <div className="page narrow">
        <header className="page-head"><p className="refusal" role="status"><b>{t('state.offlineTitle')}.</b> {t('report.offline')}</p><span className="row"><Appearance /><Link to="/" className="button">{t('signIn.submit')}</Link></span></header>
      </div>
      <ReportPage />
    </main>
  );
}
