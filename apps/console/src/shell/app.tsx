// app.tsx - which page for which address, and who may come in. Pages that only some roles open are loaded when they do.
import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Navigate, Route, Routes, useLocation } from 'react-router';
import { ServiceError } from '../api/client';
import { useConnection } from '../api/connection';
import { me } from '../api/queries';
import { credentialNow, onCredentialChange } from '../session/credential';
import { SignInPage } from '../session/sign-in.page';
import { QueuePage } from '../queue/queue.page';
import { Failure, Loading } from '../ui/states';
import { WordsProvider } from '../ui/words';
import { homeOf, mayOpen, type PageName } from './homes';
import { Layout } from './layout';

const TwoQueuesPage = lazy(() => import('../queue/two-queues.page'));
const IncidentPage = lazy(() => import('../incident/incident.page'));
const PlacesPage = lazy(() => import('../charts/places.page'));
const BulletinPage = lazy(() => import('../bulletin/bulletin.page'));
const AuditPage = lazy(() => import('../audit/audit.page'));
const OperatePage = lazy(() => import('../operate/operate.page'));
const ReferralsPage = lazy(() => import('../referrals/referrals.page'));
const QuestionsPage = lazy(() => import('../questions/questions.page'));
const KeysPage = lazy(() => import('../operate/keys.page'));
const PeoplePage = lazy(() => import('../operate/people.page'));
const WebhooksPage = lazy(() => import('../operate/webhooks.page'));
const ReportPage = lazy(() => import('../report/report.page'));
const OfflineReport = lazy(() => import('../report/offline-report'));
const ReceiptPage = lazy(() => import('../report/receipt.page'));

export function App() {
  return (
    <WordsProvider>
      <Pages />
    </WordsProvider>
  );
}

function Pages() {
  const credential = useSyncExternalStore(onCredentialChange, credentialNow);
  const queries = useQueryClient();
  const { pathname } = useLocation();
  // What one person was shown is not kept for the next one.
  useEffect(() => {
    if (credential === null) queries.clear();
  }, [credential, queries]);
  const { data: who, error, refetch } = useQuery({ ...me, enabled: credential !== null });
  // The report form opens without a connection and stays open when it comes back: nothing that was typed is lost.
  const isUnreached = useConnection() === 'offline';
  const isCut = credential === null ? isUnreached : error instanceof ServiceError && error.failure === 'offline';
  const [isOfflineForm, setOfflineForm] = useState(false);
  const isForm = pathname.startsWith('/report');
  useEffect(() => setOfflineForm((before) => isForm && (before || isCut)), [isForm, isCut]);
  if (isForm && (isOfflineForm || isCut)) {
    return (
      <Suspense fallback={<Loading />}>
        <OfflineReport />
      </Suspense>
    );
  }
  if (pathname.startsWith('/receipt')) {
    return (
      <Suspense fallback={<Loading />}>
        <ReceiptPage />
      </Suspense>
    );
  }
  if (credential === null || (error instanceof ServiceError && error.failure === 'signedOut')) return <SignInPage />;
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!who) return <Loading />;
  const only = (page: PageName, element: React.ReactNode) => (mayOpen(who.role, page) ? element : <Failure error={new ServiceError('forbidden', 403, '')} />);
  return (
    <Layout who={who}>
      <Suspense fallback={<Loading />}>
        <Routes>
          <Route path="/" element={<Navigate to={homeOf(who.role)} replace />} />
          <Route path="/triage" element={only('triage', <TwoQueuesPage />)} />
          <Route path="/queue" element={only('queue', <QueuePage who={who} />)} />
          <Route path="/incidents/:id" element={only('queue', <IncidentPage who={who} />)} />
          <Route path="/places" element={only('places', <PlacesPage />)} />
          <Route path="/bulletin" element={only('bulletin', <BulletinPage />)} />
          <Route path="/referrals" element={only('referrals', <ReferralsPage who={who} />)} />
          <Route path="/questions" element={only('questions', <QuestionsPage who={who} />)} />
          <Route path="/record" element={only('audit', <AuditPage />)} />
          <Route path="/operations" element={only('operate', <OperatePage />)} />
          <Route path="/keys" element={only('keys', <KeysPage />)} />
          <Route path="/people" element={only('people', <PeoplePage />)} />
          <Route path="/webhooks" element={only('webhooks', <WebhooksPage />)} />
          <Route path="/report" element={<ReportPage />} />
          <Route path="*" element={<Failure error={new ServiceError('missing', 404, '')} />} />
        </Routes>
      </Suspense>
    </Layout>
  );
}
