// opens-offline.tsx - says that this browser now keeps the form, so that a monitor knows before the connection goes.
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../ui/icon';

export function OpensOffline() {
  const { t } = useTranslation();
  const [isKept, setKept] = useState(false);
  useEffect(() => {
    // A worker is active once it keeps every file of the form. Where there are no workers the promise is not made.
    void navigator.serviceWorker?.ready.then(() => setKept(true));
  }, []);
  return isKept && <p className="opens-offline" role="status"><Icon name="check" /> {t('report.opensOffline')}</p>;
}
