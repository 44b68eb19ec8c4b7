import { Navigate } from 'react-router';
import { useTranslation } from 'react-i18next';
import { can } from '../api/can';
import { useMe } from '../api/me';
import { PageTitle } from '../ui/PageTitle';

/** Leads to the first page of the person's role. */
export function Start() {
  const { t } = useTranslation();
  const me = useMe().data;
  if (!me) {
    return null;
  }
  return can(me.role, 'listJobs') ? (
    <Navigate replace to="/jobs" />
  ) : (
    <div>
      <PageTitle title={t('home.title')} />
      <p>{t('home.lead')}</p>
    </div>
  );
}
