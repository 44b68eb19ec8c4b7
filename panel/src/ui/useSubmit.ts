import { useMutation, type UseMutationResult } from '@tanstack/react-query';
import type { FormInstance } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../api/problem';
import { showFaults } from './problems';

interface Submit<V> {
  submit: (values: V) => void;
  submitting: boolean;
  done: boolean;
  problem: Problem | null;
  mutation: UseMutationResult<void, unknown, V>;
}

/** Sends a form: faults go to their fields, every other problem is returned. */
export function useSubmit<V>(form: FormInstance<V>, send: (values: V) => Promise<void>): Submit<V> {
  const { t } = useTranslation();
  const [problem, setProblem] = useState<Problem | null>(null);
  const mutation = useMutation<void, unknown, V>({
    mutationFn: send,
    onMutate: () => setProblem(null),
    onError: (error) => setProblem(showFaults(form as FormInstance, error, t)),
  });
  return {
    submit: (values) => mutation.mutate(values),
    submitting: mutation.isPending,
    done: mutation.isSuccess,
    problem,
    mutation,
  };
}
