import { Button, Flex, Form, type FormInstance } from 'antd';
import type { ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../api/problem';
import { Dialog } from './Dialog';
import { ProblemAlert } from './ProblemAlert';
import { useIdempotencyKey } from './useIdempotencyKey';
import { useSubmit } from './useSubmit';

interface Props<V> {
  title: string;
  lead?: ReactNode;
  form: FormInstance<V>;
  initial: V;
  submit: string;
  opener?: RefObject<HTMLElement | null>;
  /** @param key an Idempotency-Key, the same for the same values */
  send: (values: V, key: string) => Promise<void>;
  onClose: () => void;
  explain?: (problem: Problem) => string | undefined;
  children: ReactNode;
}

/** A form in a dialog: faults go to their fields, and everything else is said on top. */
export function FormDialog<V extends object>({ title, lead, form, initial, submit, opener, send, onClose, explain, children }: Props<V>) {
  const { t } = useTranslation();
  const keyOf = useIdempotencyKey<V>();
  const sending = useSubmit(form, (values: V) => send(values, keyOf(values)));
  return (
    <Dialog title={title} {...(opener && { opener })} onClose={onClose}>
      {lead && <div className="lead">{lead}</div>}
      {sending.problem && <ProblemAlert error={sending.problem} explanation={explain?.(sending.problem)} />}
      <Form<V> form={form} noValidate layout="vertical" requiredMark={false} initialValues={initial} onFinish={sending.submit}>
        {children}
        <Flex gap="small" justify="end">
          <Button onClick={onClose}>{t('dialog.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={sending.submitting}>
            {submit}
          </Button>
        </Flex>
      </Form>
    </Dialog>
  );
}

/** In a dialog, the list of a Select has to be a part of it, or the dialog hides it. */
export const inDialog = (trigger: HTMLElement): HTMLElement => trigger.closest('dialog') ?? document.body;
