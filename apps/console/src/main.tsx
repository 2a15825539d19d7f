import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { BrowserRouter } from 'react-router';
import { ServiceError } from './api/client';
import { every } from './api/queries';
import { resume } from './api/session';
import { startLanguages } from './i18n';
import { App } from './shell/app';
import { dress, themeNow } from './ui/preferences';
import './styles/base.css';
import './styles/parts.css';
import './styles/pages.css';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: 'always',
      // Only what may pass by itself is tried again: a refusal stays a refusal.
      retry: (times, error) => error instanceof ServiceError && (error.failure === 'offline' || error.failure === 'service') && times < 2,
      refetchOnWindowFocus: false,
      refetchInterval: every(false),
    },
    mutations: { networkMode: 'always' },
  },
});

// Where a browser has no such workers, or forbids them, everything but the form without a connection works as well.
if (import.meta.env.PROD && 'serviceWorker' in navigator) void navigator.serviceWorker.register('/console/offline.js', { scope: '/console/' }).catch(() => undefined);
dress(themeNow());
void Promise.all([startLanguages(), resume()]).then(() => {
  createRoot(document.getElementById('root')!).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <BrowserRouter basename="/console">
          <App />
        </BrowserRouter>
      </QueryClientProvider>
    </StrictMode>,
  );
});
