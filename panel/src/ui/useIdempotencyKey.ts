import { useRef } from 'react';

/** Gives an Idempotency-Key for what a form sends: the same for the same values, however often they are sent. */
export function useIdempotencyKey<V>(): (values: V) => string {
  const keys = useRef(new Map<string, string>());
  return (values) => {
    const content = JSON.stringify(values);
    const key = keys.current.get(content) ?? crypto.randomUUID();
    keys.current.set(content, key);
    return key;
  };
}
