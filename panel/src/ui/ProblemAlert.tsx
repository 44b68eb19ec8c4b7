import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../api/problem';
import { asProblem, textOf } from './problems';
import { useCountdown } from './useCountdown';

interface Props {
  error: unknown;
  retry?: () => void;
  /** What it means here, if the page knows better than the server. */
  explanation?: string | undefined;
}

const DEFAULT_WAIT_SECONDS = 5;

/** What went wrong, the request's id for those who help, and the way to try again. */
export function ProblemAlert({ error, retry, explanation }: Props) {
  const problem = asProblem(error);
  return problem.status === 429 ? (
    <TooMany problem={problem} retry={retry} />
  ) : (
    <Plain problem={problem} retry={retry} explanation={explanation} />
  );
}

interface PlainProps {
  problem: Problem;
  retry: (() => void) | undefined;
  explanation: string | undefined;
}

function Plain({ problem, retry, explanation }: PlainProps) {
  const { t } = useTranslation();
  return (
    <Alert
      role="alert"
      type="error"
      showIcon
      title={explanation ?? textOf(problem, t)}
      description={problem.requestId ? <code>{t('problem.request', { id: problem.requestId })}</code> : undefined}
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

/** Counts down to the moment from which the server takes requests again. */
function TooMany({ problem, retry }: { problem: Problem; retry: (() => void) | undefined }) {
  const { t } = useTranslation();
  const left = useCountdown(problem.retryAfter ?? DEFAULT_WAIT_SECONDS, problem);
  return (
    <Alert
      role="alert"
      type="warning"
      showIcon
      title={left > 0 ? t('problem.too-many-requests', { count: left }) : t('problem.waited')}
      action={
        retry && (
          <Button onClick={retry} size="small" disabled={left > 0}>
            {t('problem.retry')}
          </Button>
        )
      }
    />
  );
}
