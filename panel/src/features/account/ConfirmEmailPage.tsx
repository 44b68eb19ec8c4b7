import { useMutation } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { letterToken } from '../../api/letters';
import { Problem } from '../../api/problem';
import { CentredPage } from '../../ui/CentredPage';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { confirmEmail } from './queries';
import { UsedLink } from './UsedLink';

/** Asks for a click, because some mailboxes follow every link of a letter by themselves. */
export function ConfirmEmailPage() {
  const { t } = useTranslation();
  const token = letterToken('/confirm-email');
  const confirm = useMutation({ mutationFn: confirmEmail });
  if (confirm.isSuccess) {
    return (
      <CentredPage title={t('confirmEmail.doneTitle')}>
        <Alert role="status" type="success" showIcon title={t('confirmEmail.done')} />
        <Link to="/account">{t('confirmEmail.toProfile')}</Link>
      </CentredPage>
    );
  }
  if (token === null || (confirm.error instanceof Problem && confirm.error.status === 400)) {
    return <UsedLink title={t('confirmEmail.usedTitle')} text={t('confirmEmail.used')} to="/account" link={t('confirmEmail.toProfile')} />;
  }
  return (
    <CentredPage title={t('confirmEmail.title')} lead={t('confirmEmail.lead')}>
      {confirm.error && <ProblemAlert error={confirm.error} />}
      <Button type="primary" size="large" block loading={confirm.isPending} onClick={() => confirm.mutate({ token })}>
        {t('confirmEmail.submit')}
      </Button>
    </CentredPage>
  );
}
