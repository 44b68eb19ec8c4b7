import { useSyncExternalStore } from 'react';

export const appearances = ['system', 'light', 'dark'] as const;
export type Appearance = (typeof appearances)[number];

const STORED = 'sotto.appearance';
const system = window.matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

function chosen(): Appearance {
  const stored = localStorage.getItem(STORED);
  return appearances.find((one) => one === stored) ?? 'system';
}

function isDark(): boolean {
  return chosen() === 'dark' || (chosen() === 'system' && system.matches);
}

/** Tells the browser too, so that scrollbars and the page before the first picture fit. */
export function applyAppearance(): void {
  document.documentElement.style.colorScheme = isDark() ? 'dark' : 'light';
}

function changed(): void {
  applyAppearance();
  listeners.forEach((listener) => listener());
}

system.addEventListener('change', changed);
window.addEventListener('storage', (event) => event.key === STORED && changed());

/** Chooses light, dark, or what the system says, for this browser. */
export function chooseAppearance(appearance: Appearance): void {
  localStorage.setItem(STORED, appearance);
  changed();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useAppearance = (): Appearance => useSyncExternalStore(subscribe, chosen);

export const useDark = (): boolean => useSyncExternalStore(subscribe, isDark);
