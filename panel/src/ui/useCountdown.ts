import { useEffect, useState } from 'react';

/** Counts seconds down to 0 from now on; begins anew when they are given anew. */
export function useCountdown(seconds: number, begun: unknown): number {
  const [counted, setCounted] = useState({ begun, left: seconds });
  const left = counted.begun === begun ? counted.left : seconds;
  useEffect(() => {
    const end = Date.now() + seconds * 1000;
    const timer = setInterval(() => {
      const now = Math.max(0, Math.ceil((end - Date.now()) / 1000));
      setCounted({ begun, left: now });
      if (now === 0) {
        clearInterval(timer);
      }
    }, 500);
    return () => clearInterval(timer);
  }, [seconds, begun]);
  return left;
}
