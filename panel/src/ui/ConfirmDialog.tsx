import { useMutation } from '@tanstack/react-query';
import { Button, Flex } from 'antd';
import type { ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../api/problem';
import { Dialog } from './Dialog';
import { ProblemAlert } from './ProblemAlert';
import { asProblem } from './problems';

interface Props {
  title: string;
  text: ReactNode;
  submit: string;
  danger?: boolean;
  opener?: RefObject<HTMLElement | null>;
  action: () => Promise<unknown>;
  onClose: () => void;
  /** What a problem means here, and what to do; undefined if the server's words will do. */
  explain?: (problem: Problem) => string | undefined;
}

/** Asks before something happens; stays open and says why if it did not. */
export function ConfirmDialog({ title, text, submit, danger = false, opener, action, onClose, explain }: Props) {
  const { t } = useTranslation();
  const mutation = useMutation({ mutationFn: action, onSuccess: onClose });
  return (
    <Dialog title={title} {...(opener && { opener })} onClose={onClose}>
      <div>{text}</div>
      {mutation.error ? <ProblemAlert error={mutation.error} explanation={explain?.(asProblem(mutation.error))} /> : null}
      <Flex gap="small" justify="end" wrap>
        <Button autoFocus onClick={onClose}>
          {t('dialog.cancel')}
        </Button>
        <Button type={danger ? 'default' : 'primary'} danger={danger} loading={mutation.isPending} onClick={() => mutation.mutate()}>
          {submit}
        </Button>
      </Flex>
    </Dialog>
  );
}
