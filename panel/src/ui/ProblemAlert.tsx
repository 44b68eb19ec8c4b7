import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { asProblem, textOf } from './problems';

interface Props {
  error: unknown;
  retry?: () => void;
}

/** What went wrong, the request's id for those who help, and the way to try again. */
export function ProblemAlert({ error, retry }: Props) {
  const { t } = useTranslation();
  const problem = asProblem(error);
  return (
    <Alert
      role="alert"
      type="error"
      showIcon
      title={textOf(problem, t)}
      description={problem.requestId && problem.status !== 429 ? <code>{t('problem.request', { id: problem.requestId })}</code> : undefined}
      action={
        retry && (
          <Button onClick={retry} size="small">
            {t('problem.retry')}
          </Button>
        )
      }
    />
  );
}
