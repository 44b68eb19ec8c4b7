import { useTranslation } from 'react-i18next';
import { Stop } from '../ui/Stop';

/** What is shown when a page has a fault of its own. */
export function Crash() {
  const { t } = useTranslation();
  return <Stop title={t('crash.title')} text={t('crash.text')} action={t('crash.reload')} onAction={() => window.location.reload()} />;
}
