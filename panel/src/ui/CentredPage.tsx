import { Flex } from 'antd';
import type { ReactNode } from 'react';
import { Logo } from '../brand/Logo';
import { PageTitle } from './PageTitle';
import { LanguageLinks } from './LanguageLinks';
import { Sheet } from './Sheet';

interface Props {
  title: string;
  lead?: string;
  children: ReactNode;
}

/** A page for somebody who is signed out: one card, and what one may choose before signing in. */
export function CentredPage({ title, lead, children }: Props) {
  return (
    <div className="centred">
      <header>
        <Logo large />
      </header>
      <main>
        <Sheet>
          <PageTitle title={title} />
          <Flex vertical gap="middle">
            {lead && <p className="lead">{lead}</p>}
            {children}
          </Flex>
        </Sheet>
      </main>
      <footer>
        <LanguageLinks />
      </footer>
    </div>
  );
}
