import type { ReactNode } from 'react';

/** A card. Ant Design's brings tabs and menus with it, which nobody needs before signing in. */
export function Sheet({ children }: { children: ReactNode }) {
  return <div className="sheet">{children}</div>;
}
